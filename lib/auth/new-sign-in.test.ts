import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, facts, type Ground, NOON } from '@/testing/ground';
import { after, DAY_MS } from '../base/clock';
import { unseal } from '../base/seal';
import { placeOf } from '../notice/promise-message';
import { openSession } from './open-session';

/** Two judge a sign-in, and one opens its session. */
const USUAL_STATEMENTS = 3;
const RWANDA = '41.186.0.1';
const AMERICA = '8.8.8.8';
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

type Where = { deviceId: string | null; ip: string | null };

const signIn = ({ tenant }: Ground, personId: string, day: number, { deviceId, ip }: Where) =>
  inTenant(tenant.id, async (tx) => {
    const count = { statements: 0 };
    const query = tx.$client.query.bind(tx.$client);
    tx.$client.query = ((...given: Parameters<typeof query>) => {
      count.statements += 1;
      return query(...given);
    }) as typeof query;
    const request = facts(after(NOON, day * DAY_MS), { deviceId, ip, userAgent: FIREFOX });
    try {
      await openSession({ tx, tenant, request, personId, methods: ['password'] });
    } finally {
      tx.$client.query = query;
    }
    return count.statements;
  });

const told = ({ tenant }: Ground) =>
  inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<{ id: string; channel: string; values: Buffer }>(
      `select id, channel, values from outbox_messages where template = 'newSignIn' order by id`,
    );
    return rows.map(({ id, channel, values }) => ({
      channel,
      values: JSON.parse(unseal(values, 'outbox', placeOf(tenant.id, id))),
    }));
  });

test('the very first sign-in of an account is told to nobody', async () => {
  const ground = await aTenant();
  const { principal } = await ground.person(['user']);
  await signIn(ground, principal.id, 0, { deviceId: randomUUID(), ip: RWANDA });
  expect(await told(ground)).toEqual([]);
});

test('a new browser is told with its name, its country, its time and the way to end it', async () => {
  const ground = await aTenant({ slug: 'place-of-sign-in' });
  const { principal } = await ground.person(['user'], { mobile: '+250788000001' });
  await signIn(ground, principal.id, 0, { deviceId: randomUUID(), ip: RWANDA });
  await signIn(ground, principal.id, 1, { deviceId: randomUUID(), ip: RWANDA });
  const values = {
    tenant: ground.tenant.name,
    browser: 'Firefox · Windows',
    place: 'Rwanda',
    time: expect.stringMatching(/16 June 2026|June 16, 2026/),
    address: expect.stringMatching(/place-of-sign-in.*\/user\/security$/),
    secureLink: expect.stringMatching(/place-of-sign-in.*\/secure\?token=[\w-]{43}$/),
  };
  expect(await told(ground)).toEqual(
    expect.arrayContaining([
      { channel: 'email', values },
      { channel: 'sms', values },
    ]),
  );
});

test('a known browser in a new country is told once, and costs nothing where both are known', async () => {
  const ground = await aTenant();
  const { principal } = await ground.person(['user']);
  const deviceId = randomUUID();
  await signIn(ground, principal.id, 0, { deviceId, ip: RWANDA });
  expect(await signIn(ground, principal.id, 1, { deviceId, ip: RWANDA })).toBe(USUAL_STATEMENTS);
  expect(await told(ground)).toEqual([]);
  expect(await signIn(ground, principal.id, 2, { deviceId, ip: AMERICA })).toBeGreaterThan(USUAL_STATEMENTS);
  expect(await told(ground)).toMatchObject([{ values: { place: 'United States' } }]);
  for (const ip of [RWANDA, AMERICA, '127.0.0.1', null])
    expect(await signIn(ground, principal.id, 3, { deviceId, ip })).toBe(USUAL_STATEMENTS);
  expect(await told(ground)).toHaveLength(1);
});

test('a browser that keeps no cookie is a new one each time', async () => {
  const ground = await aTenant();
  const { principal } = await ground.person(['user']);
  for (const day of [0, 1, 2]) await signIn(ground, principal.id, day, { deviceId: null, ip: null });
  expect(await told(ground)).toHaveLength(2);
});

test('the country stands in the session', async () => {
  const ground = await aTenant();
  const { principal } = await ground.person(['user']);
  await signIn(ground, principal.id, 0, { deviceId: null, ip: RWANDA });
  await signIn(ground, principal.id, 1, { deviceId: null, ip: '10.0.0.1' });
  const countries = await inTenant(ground.tenant.id, async (tx) => {
    const { rows } = await tx.$client.query('select country from sessions order by id');
    return rows;
  });
  expect(countries).toEqual([{ country: 'RW' }, { country: null }]);
});
