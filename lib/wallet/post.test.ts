import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { inTenant, pool, type Tx } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { effort } from '@/testing/effort';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { aCustomer, balanceOf } from '@/testing/money';
import { after, calendarOf } from '../base/clock';
import { newId } from '../base/id';
import type { Person } from '../policy/actor';
import { walletOf } from './figures';
import { type Movement, post } from './post';
import { type Figures, judge } from './wallet';

const maker = { personId: null, now: NOON, ip: null, deviceId: null, risk: 0 };

const movement = (payer: Person, payee: Person, amount: bigint, fee = 0n): Movement => ({
  ...{ deedId: newId(NOON), operation: 'transfer', amount },
  payer: walletOf(payer.principal.id),
  payee: walletOf(payee.principal.id),
  fee,
});

const lost: Error[] = [];
afterEach(() => expect(lost.splice(0)).toEqual([]));

/** A transaction that reads without locking, as it would if the lock were left out. */
function withoutLock(tx: Tx): Tx {
  const query = tx.$client.query.bind(tx.$client) as (...given: unknown[]) => unknown;
  const $client = Object.create(tx.$client, {
    query: {
      value: (config: { text: string }) =>
        query({
          text: config.text.replace('for no key update of a', ''),
          values: (config as { values?: unknown[] }).values,
        }),
    },
  });
  return Object.create(tx, { $client: { value: $client } });
}

const asIs = (tx: Tx): Tx => tx;

/**
 * Lets two transfers of one payer meet: the second begins while the first holds the row, and goes on when the first
 * has committed. Gives whether the second was allowed.
 */
async function meet(
  { tenant }: Ground,
  [first, second]: [Movement, Movement],
  through = asIs,
): Promise<boolean> {
  const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const one = inTenant(tenant.id, async (tx) => {
    await post(through(tx), tenant, first, maker);
    begun.resolve();
    await go.promise;
  });
  await begun.promise;
  const pid = Promise.withResolvers<number>();
  const two = inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<{ pid: number }>('select pg_backend_pid() as pid');
    pid.resolve(rows[0]?.pid ?? 0);
    return post(through(tx), tenant, second, maker);
  });
  two.catch((error: Error) => lost.push(error));
  const waiting = await pid.promise;
  for (let waits = false; !waits; ) {
    const seen = await pool().query<{ waits: boolean }>(
      `select wait_event_type is not distinct from 'Lock' as waits from pg_stat_activity where pid = $1`,
      [waiting],
    );
    waits = seen.rows[0]?.waits ?? false;
  }
  go.resolve();
  await one;
  return (await two).done;
}

test('a transfer that waited for another is judged on what the other has left behind', async () => {
  const ground = await aTenant();
  const [ana, ben] = [await aCustomer(ground, { balance: 30_000n }), await aCustomer(ground)];
  const allowed = await meet(ground, [movement(ana, ben, 20_000n), movement(ana, ben, 10_001n)]);
  expect(allowed).toBe(false);
  expect(await balanceOf(ground, ana)).toBe(10_000n);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('a transfer that waited for another writes the balance that there is, and counts both for the day', async () => {
  const ground = await aTenant();
  const [ana, ben] = [await aCustomer(ground, { balance: 90_000n }), await aCustomer(ground)];
  const twenty = () => movement(ana, ben, 20_000n);
  expect(await meet(ground, [twenty(), twenty()])).toBe(true);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
  const third = await inTenant(ground.tenant.id, (tx) =>
    post(tx, ground.tenant, movement(ana, ben, 10_001n), maker),
  );
  expect(third).toMatchObject({ done: false, reason: 'over_day' });
});

test('without the lock the same meeting spoils the books, and their audit notices', async () => {
  const ground = await aTenant();
  const [ana, ben] = [await aCustomer(ground, { balance: 90_000n }), await aCustomer(ground)];
  const twenty = () => movement(ana, ben, 20_000n);
  expect(await meet(ground, [twenty(), twenty()], withoutLock)).toBe(true);
  expect(await faultsOfBooks(ground.tenant)).toContainEqual(expect.stringMatching(/do not join/));
});

test('the audit of the books notices money that was set instead of moved', async () => {
  const ground = await aTenant();
  const ana = await aCustomer(ground, { balance: 500n });
  await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query('update accounts set posted = posted + 1 where owner_id = $1', [ana.principal.id]),
  );
  expect(await faultsOfBooks(ground.tenant)).toContainEqual(expect.stringMatching(/its transfers make 500/));
});

const near = (limit: number) => fc.integer({ min: limit - 2, max: limit + 2 });
const few = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  near(20_000),
  near(50_000),
  near(100_000),
  near(200_000),
);
const figures = fc.record({
  posted: few,
  held: fc.integer({ min: 0, max: 2 }),
  frozen: fc.constantFrom('none', 'none', 'none', 'debit', 'credit', 'both') as fc.Arbitrary<
    Figures['frozen']
  >,
  secured: fc.constantFrom(false, false, false, true),
  /** In milliseconds from now: until when money rests, how much longer it has a ceiling, and that. */
  guard: fc.option(
    fc.record({ rests: fc.integer({ min: -2, max: 1 }), longer: fc.integer({ min: 0, max: 2 }), cap: few }),
    { freq: 1 },
  ),
  outDay: fc.constantFrom('', '2026-06-14', '2026-06-15', '2026-06-16'),
  outDayMinor: few,
  outMonth: fc.constantFrom('', '2026-05', '2026-06', '2026-07'),
  outMonthMinor: few,
});

test('what is locked is judged as the rule judges it, at the edges of every limit', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const people = await Promise.all(
    ([0, 1, 2] as const).map(async (tier) => ({ tier, person: await aCustomer(ground, { tier }) })),
  );
  const hold = `with lifted as (
      delete from person_holds where tenant_id = $1 and person_id = $2
    ) insert into person_holds (tenant_id, id, person_id, kind, reason, since)
    select $1, $3::uuid, $2, k, 'a test', $4 from unnest($5::text[]) k`;
  const guarded = `insert into swap_guards (tenant_id, person_id, swap_id, swapped_at, money_frozen_until,
      money_capped_until, cap_minor, messages_off_until, attestation_off_until)
    select $1, $2, $3, $4, $5, $6, $7, $4, $4 where $5::timestamptz is not null`;
  const set = `update accounts set posted = $2, held = $3, frozen = $4, out_day = $5, out_day_minor = $6,
    out_month = $7, out_month_minor = $8 where owner_id = $1`;
  const sample = fc.record({
    ...{ from: fc.nat({ max: 2 }), toNext: fc.boolean(), payer: figures, payee: figures },
    amount: fc.oneof(fc.integer({ min: 1, max: 3 }), near(20_000), near(200_000)),
    fee: fc.integer({ min: 0, max: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(sample, async ({ from, toNext, amount, fee, ...drawn }) => {
      const payer = people[from] ?? expect.unreachable('three tiers');
      const payee = people[(from + (toNext ? 1 : 2)) % 3] ?? expect.unreachable('three tiers');
      const sides = [
        { ...payer, drawn: drawn.payer },
        { ...payee, drawn: drawn.payee },
      ].map(({ tier, person, drawn: some }) => ({
        person,
        figures: {
          ...{ kind: 'wallet' as const, tier, frozen: some.frozen, secured: some.secured },
          ...{ posted: BigInt(some.posted), held: BigInt(Math.min(some.held, some.posted)) },
          ...{ outDay: some.outDay, outDayMinor: BigInt(some.outDayMinor) },
          ...{
            outMonth: some.outMonth,
            outMonthMinor: BigInt(some.outMonthMinor),
            outDayCash: 0,
            raise: null,
          },
          guard: some.guard && {
            frozenUntil: after(NOON, some.guard.rests),
            cappedUntil: after(NOON, some.guard.rests + some.guard.longer),
            capMinor: BigInt(some.guard.cap),
          },
        } satisfies Figures,
      }));
      const move = movement(payer.person, payee.person, BigInt(amount), BigInt(fee));
      const posting = await inTenant(tenant.id, async (tx) => {
        for (const { person, figures: f } of sides)
          await tx.$client.query(set, [
            ...[person.principal.id, f.posted, f.held, f.frozen],
            ...[f.outDay, f.outDayMinor, f.outMonth, f.outMonthMinor],
          ]);
        for (const { person, figures: f } of sides)
          await tx.$client.query(hold, [
            ...[tenant.id, person.principal.id, newId(NOON), NOON, [f.secured ? 'money_out' : 'sim_swap']],
          ]);
        for (const { person, figures: f } of sides)
          await tx.$client.query(guarded, [
            ...[tenant.id, person.principal.id, newId(NOON), NOON],
            ...[f.guard?.frozenUntil ?? null, f.guard?.cappedUntil ?? null, f.guard?.capMinor ?? null],
          ]);
        const ended = await post(tx, tenant, move, maker);
        await tx.$client.query('rollback');
        return ended;
      });
      const rule = judge(
        { payer: sides[0]?.figures, payee: sides[1]?.figures },
        { amount: BigInt(amount), fee: BigInt(fee), calendar: calendarOf(NOON, tenant.timeZone), at: NOON },
        tenant.settings.money,
      );
      expect(posting.done ? undefined : posting.reason).toBe(rule);
    }),
    { numRuns: effort(300), endOnFailure: true },
  );
});
