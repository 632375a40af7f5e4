import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, facts, type Ground, later, NOON } from '@/testing/ground';
import { fresh } from '@/testing/subscriber';
import { sendSignInCode } from '../../auth/code-send';
import { signIn } from '../../auth/sign-in';
import { after, DAY_MS } from '../../base/clock';
import type { Msisdn } from '../../base/msisdn';
import { perform } from '../../command/perform';
import { drainOnce } from '../../notice/drain';
import { notifyPerson } from '../../notice/notify';
import { callerOn } from '../../ussd/caller';
import { findHolder } from '../../wallet/find-holder';
import { activate } from '../activate-number';
import { registerSim } from '../register-sim';
import { sampleRegistrationInput } from '../sample-registration';
import { retireNumber } from './retire-number';

const OLD_PASSWORD = 'the words of the last holder';
const NEW_PASSWORD = 'the words of the next holder';
const reason = 'The contract has ended';

type Form = Awaited<ReturnType<typeof sampleRegistrationInput>> & { email?: string };

const aForm = async ({ tenant }: Ground, over: Partial<Form> = {}): Promise<Form> => {
  const form = await inTenant(tenant.id, (tx) =>
    sampleRegistrationInput({ tx, tenant, now: NOON, actorId: '' }),
  );
  return { ...form, key: randomUUID(), ...over };
};

const browser = (ground: Ground, at: Date) => ({
  ...ground.stranger(at),
  request: facts(at, { deviceId: randomUUID() }),
});

const query = <Row extends object>({ tenant }: Ground, text: string, ...values: unknown[]) =>
  inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<Row>(text, [tenant.id, ...values]);
    return rows;
  });

async function codeFor(ground: Ground, msisdn: string, at: Date): Promise<string> {
  while ((await drainOnce(at)) > 0);
  const [sent] = await query<{ body: string }>(
    ground,
    'select body from handset_messages where tenant_id = $1 and address = $2 order by id desc limit 1',
    msisdn,
  );
  return /\b\d{6}\b/.exec(sent?.body ?? '')?.[0] ?? '';
}

type When = { at: Date; password: string };

/** Registers a card for somebody with an agent, and activates it with the code that its SIM got. */
async function putIntoUse(ground: Ground, form: Form, { at, password }: When): Promise<string> {
  await perform(registerSim, fresh(await ground.person(['agent']), at), form);
  const code = await codeFor(ground, form.msisdn, at);
  await perform(activate, browser(ground, at), { msisdn: form.msisdn, code, password });
  const [number] = await query<{ holder_id: string }>(
    ground,
    'select holder_id from numbers where tenant_id = $1 and msisdn = $2',
    form.msisdn,
  );
  return number?.holder_id ?? '';
}

async function retire(ground: Ground, msisdn: string, at: Date): Promise<void> {
  const [number] = await query<{ id: string }>(
    ground,
    'select id from numbers where tenant_id = $1 and msisdn = $2',
    msisdn,
  );
  await perform(retireNumber, fresh(await ground.person(['admin']), at), { numberId: number?.id, reason });
}

/** A number that rests, whose holder had it as their only address, or an e-mail address beside it. */
async function aRestingNumber(over: Partial<Form> = {}) {
  const ground = await aTenant();
  const form = await aForm(ground, over);
  const lastId = await putIntoUse(ground, form, { at: NOON, password: OLD_PASSWORD });
  await retire(ground, form.msisdn, NOON);
  return { ground, form, lastId, msisdn: form.msisdn as Msisdn };
}

const RESTED = after(NOON, 90 * DAY_MS);

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    ({ code }) => code,
  );

test('a number rests for its time, to the millisecond, and is given out again after it', async () => {
  const { ground, msisdn } = await aRestingNumber();
  const agent = await ground.person(['agent']);
  const early = await aForm(ground, { msisdn });
  expect(await codeOf(perform(registerSim, fresh(agent, after(RESTED, -1)), early))).toBe('number_is_taken');
  expect(await codeOf(perform(registerSim, fresh(agent, RESTED), early))).toBe('done');
});

test('given out again, it leads to its next holder, and the last one is reached by it no more', async () => {
  const { ground, msisdn, lastId } = await aRestingNumber();
  const { tenant } = ground;
  await query(
    ground,
    `insert into trusted_contacts (tenant_id, id, person_id, name, channel, address, added_at, agreed_at)
      values ($1, $2, $3, 'A brother', 'sms', $4, $5, $5)`,
    ...[randomUUID(), (await ground.person(['user'])).principal.id, msisdn, NOON],
  );
  const nameOf = (password: string, at: Date) =>
    codeOf(perform(signIn, browser(ground, at), { identifier: msisdn, password }));
  // While it rests it is still the name of its holder, to whoever knows the password; it is sent nothing.
  expect(await nameOf(OLD_PASSWORD, RESTED)).toBe('done');
  await perform(sendSignInCode, browser(ground, RESTED), { identifier: msisdn, channel: 'sms' });
  const codes = () =>
    query(
      ground,
      'select 1 from one_time_codes where tenant_id = $1 and address = $2 and used_at is null and person_id = $3',
      ...[msisdn, lastId],
    );
  expect(await codes()).toEqual([]);

  const next = await aForm(ground, { msisdn });
  await perform(registerSim, fresh(await ground.person(['agent']), RESTED), next);
  // Before the next holder has entered their code it is nobody's: not the last one's, and not yet theirs.
  expect(await nameOf(OLD_PASSWORD, RESTED)).toBe('sign_in_refused');
  const wallet = () => inTenant(tenant.id, (tx) => findHolder(tx, tenant, msisdn));
  expect(await wallet()).toBeUndefined();

  const code = await codeFor(ground, msisdn, RESTED);
  await perform(activate, browser(ground, RESTED), { msisdn, code, password: NEW_PASSWORD });
  expect(await nameOf(OLD_PASSWORD, RESTED)).toBe('sign_in_refused');
  expect(await nameOf(NEW_PASSWORD, RESTED)).toBe('done');
  const nextId = (await wallet())?.personId;
  expect(nextId).toBeDefined();
  expect(nextId).not.toBe(lastId);
  const line = { msisdn, channel: 'ussd' as const, exchangeId: randomUUID() };
  expect((await callerOn(tenant, facts(RESTED), line))?.person.principal.id).toBe(nextId);
  expect(
    await inTenant(tenant.id, (tx) => notifyPerson(tx, tenant, RESTED, lastId, { template: 'pinSet' })),
  ).toBe(0);
  const left = await query(
    ground,
    `select 1 from trusted_contacts where tenant_id = $1 and address = $2 and removed_at is null
      union all select 1 from user_words where tenant_id = $1 and person_id = $3 and word like '%' || substr($2, 5)
      union all select 1 from outbox_messages where tenant_id = $1 and person_id = $3 and address = $2 and state = 'waiting'
      union all select 1 from sign_in_links where tenant_id = $1 and address = $2 and person_id = $3 and used_at is null`,
    ...[msisdn, lastId],
  );
  expect(left).toEqual([]);
});

test('its next holder starts with nothing: no tenure, no lock, no failures of others', async () => {
  const { ground, msisdn } = await aRestingNumber();
  await query(
    ground,
    `update numbers set port_out_locked_at = $3 where tenant_id = $1 and msisdn = $2`,
    ...[msisdn, NOON],
  );
  const next = await aForm(ground, { msisdn });
  await putIntoUse(ground, next, { at: RESTED, password: NEW_PASSWORD });
  const [number] = await query(
    ground,
    `select state, activated_at, port_out_locked_at, retired_at from numbers where tenant_id = $1 and msisdn = $2`,
    msisdn,
  );
  expect(number).toEqual({
    state: 'active',
    activated_at: RESTED,
    port_out_locked_at: null,
    retired_at: null,
  });
});

test('whoever has an e-mail address keeps their account by it, and is told there', async () => {
  const email = 'last-holder@example.com';
  const { ground, msisdn, lastId } = await aRestingNumber({ email });
  await query(
    ground,
    'update users set email_verified_at = $2 where tenant_id = $1 and id = $3',
    ...[NOON, lastId],
  );
  await perform(registerSim, fresh(await ground.person(['agent']), RESTED), await aForm(ground, { msisdn }));
  expect(
    await codeOf(perform(signIn, browser(ground, RESTED), { identifier: email, password: OLD_PASSWORD })),
  ).toBe('done');
  const told = await query<{ channel: string; address: string }>(
    ground,
    `select channel, address from outbox_messages where tenant_id = $1 and person_id = $2 and template = 'numberGivenOn'`,
    lastId,
  );
  expect(told).toEqual([{ channel: 'email', address: email }]);
});

test('whoever had no other address comes back by their document: their new number is their name', async () => {
  const { ground, form, msisdn } = await aRestingNumber();
  const agent = fresh(await ground.person(['agent']), RESTED);
  await perform(registerSim, agent, await aForm(ground, { msisdn }));
  const other = await aForm(ground);
  const { givenNames, familyName, birthDate, documentKind, documentNumber } = form;
  const again = { ...other, givenNames, familyName, birthDate, documentKind, documentNumber };
  expect(await perform(registerSim, later(agent, after(RESTED, 1)), again)).toMatchObject({
    knownCustomer: true,
  });
  expect(
    await codeOf(
      perform(signIn, browser(ground, RESTED), { identifier: again.msisdn, password: OLD_PASSWORD }),
    ),
  ).toBe('done');
});

test('given back to whoever had it, it stays the name that they sign in with', async () => {
  const { ground, form, msisdn } = await aRestingNumber();
  const { iccid } = await aForm(ground);
  const again = { ...form, iccid, msisdn, key: randomUUID() };
  await perform(registerSim, fresh(await ground.person(['agent']), RESTED), again);
  expect(
    await codeOf(perform(signIn, browser(ground, RESTED), { identifier: msisdn, password: OLD_PASSWORD })),
  ).toBe('done');
});
