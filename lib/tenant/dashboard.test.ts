import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { sims } from '@/db/schema/sim';
import { aHistory } from '@/testing/crowd';
import { aTenant, facts, type Ground, later, NOON } from '@/testing/ground';
import { aCustomer, anAgent } from '@/testing/money';
import { openSession } from '../auth/open-session';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../base/clock';
import { newId } from '../base/id';
import { ask } from '../command/ask';
import type { Person } from '../policy/actor';
import { type Movement, post } from '../wallet/post';
import { showDashboard } from './dashboard';
import { tallyOnce } from './tally';

async function tallyAll({ tenant }: Ground, now: Date) {
  while (await tallyOnce(tenant, now));
}

async function move(
  { tenant }: Ground,
  from: Person,
  to: Person,
  amount: bigint,
  now: Date,
  isDeposit = false,
) {
  const maker = { personId: from.principal.id, now, ip: null, deviceId: null, risk: 0 };
  const movement: Movement = {
    deedId: newId(now),
    operation: isDeposit ? 'deposit' : 'transfer',
    amount,
    payer: { kind: isDeposit ? 'float' : 'wallet', ownerId: from.principal.id },
    payee: { kind: 'wallet', ownerId: to.principal.id },
  };
  const posting = await inTenant(tenant.id, (tx) => post(tx, tenant, movement, maker));
  expect(posting).toMatchObject({ done: true });
}

const signIn = ({ tenant }: Ground, person: Person, at: Date) =>
  inTenant(tenant.id, (tx) =>
    openSession({ tx, tenant, request: facts(at), personId: person.principal.id, methods: ['password'] }),
  );

/** A tenant with an agent, two customers, and some days of life. */
async function aTenantWithLife() {
  const ground = await aTenant();
  const agent = await anAgent(ground, 100_000n);
  const [a, b] = [await aCustomer(ground, { balance: 50_000n }), await aCustomer(ground)];
  const at = (days: number, ms = 0) => after(NOON, days * DAY_MS + ms);
  await move(ground, agent, a, 1_000n, at(0), true);
  await move(ground, a, b, 300n, at(1));
  await move(ground, a, b, 200n, at(1, HOUR_MS));
  // Kigali is two hours ahead: half past ten in the evening, UTC, is the next day there.
  await move(ground, b, a, 40n, at(1, 10.5 * HOUR_MS));
  await signIn(ground, a, at(1));
  await signIn(ground, b, at(2));
  return { ...ground, ground, a, b, at };
}

const asOf = async (viewer: Person, now: Date) => {
  const seen = await ask(showDashboard, later(viewer, now), {});
  return { ...seen, latest: seen.latest.length };
};

/** Whether the last count is shown or a new one hangs on how long counting took on this machine; the figures do not. */
const figuresAsOf = async (viewer: Person, now: Date) => {
  const { countedAt: _, ...figures } = await asOf(viewer, now);
  return figures;
};

test('money, sign-ins and people stand on the days of the tenant’s own calendar', async () => {
  const { person, at } = await aTenantWithLife();
  const viewer = await person(['viewer']);
  const fresh = { ...viewer, session: { ...viewer.session, provedAt: at(2) } };
  const seen = await asOf(fresh, at(2));
  expect(seen.days).toHaveLength(30);
  expect(seen.days.slice(-3)).toEqual([
    { day: '2026-06-15', deposited: 1_000n, transferred: 0n, moves: 1 },
    { day: '2026-06-16', deposited: 0n, transferred: 500n, moves: 2 },
    { day: '2026-06-17', deposited: 0n, transferred: 40n, moves: 1 },
  ]);
  expect(seen.signIns.slice(-2)).toEqual([1, 1]);
  // The first owner, the agent, two customers and the viewer.
  expect(seen).toMatchObject({ people: 5, floats: 99_000n, countedAt: null });
});

test('a figure is the same before it was tallied, after, and half-way, and however often that is done', async () => {
  const { ground, person, a, b, at } = await aTenantWithLife();
  const viewer = await person(['viewer']);
  const fresh = { ...viewer, session: { ...viewer.session, provedAt: at(3) } };
  const before = await figuresAsOf(fresh, at(3));
  for (const now of [at(0, MINUTE_MS), at(1, 6 * MINUTE_MS), at(1, 6 * MINUTE_MS), at(2), at(3)]) {
    await tallyAll(ground, now);
    expect(await figuresAsOf(fresh, at(3))).toEqual(before);
  }
  await Promise.all([1, 2, 3, 4].map(() => tallyOnce(ground.tenant, at(4))));
  expect(await figuresAsOf(fresh, at(3))).toEqual(before);
  await move(ground, a, b, 7n, at(4, HOUR_MS));
  await tallyAll(ground, at(4, HOUR_MS + MINUTE_MS));
  const nextDay = { ...fresh, session: { ...fresh.session, provedAt: at(4, HOUR_MS) } };
  const since = await asOf(nextDay, at(4, HOUR_MS));
  expect(since.days.at(-1)).toMatchObject({ day: '2026-06-19', transferred: 7n });
});

test('a row that commits late is counted, because what is young is not tallied yet', async () => {
  const { ground, person, a, b, at } = await aTenantWithLife();
  await tallyAll(ground, at(5));
  // Its id is two minutes older than the tally, as that of a deed that waited for a lock.
  await move(ground, a, b, 11n, at(5, -2 * MINUTE_MS));
  await tallyAll(ground, at(6));
  const viewer = await person(['viewer']);
  const seen = await asOf({ ...viewer, session: { ...viewer.session, provedAt: at(6) } }, at(6));
  expect(seen.days.at(-2)).toMatchObject({ transferred: 11n });
});

test('refusals are counted, SIM cards stand by their state, and the latest events are for who may see the log', async () => {
  const ground = await aTenant();
  const { tenant, person } = ground;
  await inTenant(tenant.id, (tx) =>
    tx.insert(sims).values(
      ['active', 'active', 'in_stock'].map((state, n) => ({
        tenantId: tenant.id,
        id: newId(NOON),
        iccid: `892501000000000001${n}`,
        iccidBackwards: `${n}100000000000105298`,
        imsi: `63510000000000${n}`,
        secrets: Buffer.of(0),
        state: state as 'active',
        createdAt: NOON,
        changedAt: NOON,
      })),
    ),
  );
  const [viewer, agent] = [await person(['viewer']), await person(['agent'])];
  await expect(ask(showDashboard, agent, {})).rejects.toMatchObject({ code: 'forbidden' });
  const seen = await ask(showDashboard, viewer, {});
  expect(seen.sims).toMatchObject({ active: 2, in_stock: 1, retired: 0 });
  expect(seen.refusals.at(-1)).toBe(1);
  expect(seen.latest.map(({ outcome }) => outcome)).toContain('forbidden');
});

test('a long history is tallied in steps', async () => {
  const ground = await aTenant();
  await aHistory(ground.tenant, 100_500);
  const now = new Date('2026-01-01T00:00:00Z');
  expect(await tallyOnce(ground.tenant, now)).toBe(true);
  expect(await tallyOnce(ground.tenant, now)).toBe(false);
});
