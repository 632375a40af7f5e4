import { beforeAll, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { sessions } from '@/db/schema/auth';
import { after, HOUR_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { ask } from '@/lib/command/ask';
import { perform } from '@/lib/command/perform';
import { deposit } from '@/lib/counter/deposit';
import { sampleFloat } from '@/lib/counter/sample-float';
import type { Person } from '@/lib/policy/actor';
import { sampleCustomer } from '@/lib/wallet/sample-wallet';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { endReachSessions } from './end-reach-sessions';
import { type Deed, touchedBy } from './reach';
import { showReach } from './show-reach';

const ADDRESS = '203.0.113.201';

let ground: Ground;
let admin: Person;

beforeAll(async () => {
  ground = await aTenant();
  admin = await ground.person(['admin']);
});

const inOurs = <T>(work: Parameters<typeof inTenant<T>>[1]) => inTenant(ground.tenant.id, work);

/** A session in the database for an actor of the ground, opened somewhere. */
async function opened(person: Person, ip: string | null): Promise<void> {
  const ends = after(NOON, HOUR_MS);
  await inOurs((tx) =>
    tx.insert(sessions).values({
      ...{ tenantId: ground.tenant.id, id: person.session.id, personId: person.principal.id, ip },
      ...{ userAgent: 'vitest', assurance: 2, methods: ['password', 'totp'], createdAt: NOON },
      ...{ lastSeenAt: NOON, idleExpiresAt: ends, expiresAt: ends },
    }),
  );
}

const isLive = async ({ session }: Person) => {
  const { rows } = await inOurs((tx) =>
    tx.$client.query('select from sessions where tenant_id = $1 and id = $2 and revoked_at is null', [
      ground.tenant.id,
      session.id,
    ]),
  );
  return rows.length === 1;
};

const from = (person: Person, ip: string): Person => ({ ...person, request: { ...person.request, ip } });

test('deeds add up to whom they were about, what they moved and who did them; what was refused touched nothing', () => {
  const id = (last: number) => `01900000-0000-7000-8000-00000000000${last}`;
  const deed = (over: Partial<Deed>): Deed => ({
    ...{ command: 'wallet.deposit', outcome: 'done', actorId: id(1), sessionId: id(9) },
    ...{ subject: null, change: null },
    ...over,
  });
  expect(
    touchedBy([
      deed({ subject: `transfer:${id(5)}`, change: { customer: id(2) } }),
      deed({ subject: `transfer:${id(6)}`, change: { customer: id(2) } }),
      deed({ subject: `transfer:${id(7)}`, change: { customer: id(4) }, outcome: 'insufficient_funds' }),
      deed({ command: 'sim.register', subject: `registration:${id(8)}`, change: { person: id(3) } }),
      deed({ command: 'auth.sign-in', subject: `person:${id(1)}`, sessionId: null }),
    ]),
  ).toEqual({
    deeds: [
      { command: 'wallet.deposit', done: 2, refused: 1 },
      { command: 'auth.sign-in', done: 1, refused: 0 },
      { command: 'sim.register', done: 1, refused: 0 },
    ],
    people: [id(2), id(3)],
    actors: [id(1)],
    sessions: [id(9)],
    movements: [id(5), id(6)],
    simsRegistered: 1,
  });
});

test('what an agent reached is what they did: each customer, each payment and its sum', async () => {
  const agent = await ground.person(['agent']);
  await opened(agent, ADDRESS);
  const made = { tenant: ground.tenant, now: NOON, actorId: agent.principal.id };
  const customers = await inOurs(async (tx) => {
    await sampleFloat({ tx, ...made }, agent.principal.id, 1_000_000n);
    return [await sampleCustomer({ tx, ...made }), await sampleCustomer({ tx, ...made })];
  });
  const pay = (to: string | undefined, amount: string) =>
    perform(deposit, from(agent, ADDRESS), { to, amount, key: newId(NOON) });
  await pay(customers[0]?.mobile, '5000');
  await pay(customers[0]?.mobile, '7000');
  await pay(customers[1]?.mobile, '1000');
  await expect(pay(customers[1]?.mobile, '99999999')).rejects.toBeDefined();

  for (const asked of [
    { of: 'person', id: agent.principal.id },
    { of: 'address', id: ADDRESS },
  ]) {
    const seen = await ask(showReach, admin, { ...asked, hours: 24 });
    expect(seen).toMatchObject({
      touched: { count: 2 },
      actors: { count: 1, shown: [{ id: agent.principal.id }] },
      moved: [{ currency: 'RWF', count: 3, sum: 13_000n }],
      sessions: { count: 1, live: 1 },
      cut: false,
    });
    expect(seen.deeds).toEqual([{ command: 'wallet.deposit', done: 3, refused: 1 }]);
    expect(seen.touched.shown.map(({ id }) => id).sort()).toEqual(
      customers.map(({ personId }) => personId).sort(),
    );
  }
});

test('a session that was opened elsewhere and used there ends with the rest, and the one that asks stays', async () => {
  const there = '203.0.113.202';
  const victim = await ground.person(['user']);
  const owner = await ground.person(['owner']);
  for (const person of [victim, owner, admin]) await opened(person, person === victim ? ADDRESS : there);
  await inOurs((tx) =>
    tx.$client.query(
      `insert into audit_events (tenant_id, id, at, command, outcome, actor_kind, actor_id, session_id, severity, ip)
       values ($1, $2, $3, 'wallet.transfer', 'needs_proof', 'person', $4, $5, 'notice', $6)`,
      [ground.tenant.id, newId(NOON), NOON, victim.principal.id, victim.session.id, there],
    ),
  );
  const asked = { of: 'address', id: there };
  expect(await perform(endReachSessions, admin, asked)).toEqual({ ended: 1, people: 1, left: 1 });
  expect([await isLive(victim), await isLive(owner), await isLive(admin)]).toEqual([false, true, true]);
  expect(await perform(endReachSessions, await ground.person(['owner']), asked)).toMatchObject({ ended: 2 });
  expect([await isLive(owner), await isLive(admin)]).toEqual([false, false]);
});

test.each([
  [{ of: 'person', id: newId(NOON) }, 'not_found'],
  [{ of: 'device', id: newId(NOON) }, 'not_found'],
  [{ of: 'person', id: ADDRESS }, 'invalid_input'],
  [{ of: 'address', id: 'anywhere' }, 'invalid_input'],
  [{ of: 'address', id: ADDRESS, hours: 721 }, 'invalid_input'],
])('%o is answered with %s', async (asked, code) => {
  await expect(ask(showReach, admin, asked)).rejects.toMatchObject({ code });
});
