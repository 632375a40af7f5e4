import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { effort } from '@/testing/effort';
import { aTenant, type Ground } from '@/testing/ground';
import { aCustomer, anAgent } from '@/testing/money';
import { after, calendarOf, HOUR_MS } from '../base/clock';
import { newId } from '../base/id';
import { momentOf } from '../base/zoned-time';
import type { Person } from '../policy/actor';
import { tenantSettings } from '../policy/tenant';
import { floatOf, walletOf } from './figures';
import { giveBack, type Holding, holdBack, postHeld } from './hold-back';
import { type Movement, type Posting, post } from './post';
import type { Calendar } from './wallet';

const ceilings = { perTransfer: null, outPerDay: 50, outPerMonth: 120, balance: null, cashOutsPerDay: 2 };
const settings = tenantSettings.parse({
  networks: ['63510'],
  money: { tiers: [ceilings, ceilings, ceilings] },
});

/** Zones, and days whose midnight has something to it: clocks that change, months that end. */
const EDGES: [string, string][] = [
  ['Africa/Kigali', '2026-03-01'],
  ['Africa/Kigali', '2027-01-01'],
  // In Cairo the clocks change at midnight: this day begins at one o'clock, and the other has its last hour twice.
  ['Africa/Cairo', '2026-04-24'],
  ['Africa/Cairo', '2026-10-30'],
  ['Europe/Paris', '2026-03-29'],
  ['Europe/Paris', '2026-10-25'],
  ['America/St_Johns', '2026-03-08'],
  ['America/St_Johns', '2026-11-01'],
  ['America/St_Johns', '2028-02-29'],
];

const dayBeside = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 24 * HOUR_MS).toISOString().slice(0, 10);

/** The day of a moment by where days begin, and not by how a calendar spells it. */
function windowOf(at: Date, zone: string): Calendar {
  const day = [2, 1, 0, -1, -2]
    .map((by) => dayBeside(at.toISOString().slice(0, 10), by))
    .find((one) => momentOf(one, zone) <= at);
  if (!day) throw new Error('A moment belongs to a day');
  return { day, month: day.slice(0, 7) };
}

test.each(EDGES)('in %s the day %s begins at its first moment, and no sooner', (zone, day) => {
  for (let by = -3; by <= 3; by++) {
    const one = dayBeside(day, by);
    const first = momentOf(one, zone);
    expect(calendarOf(first, zone).day).toBe(one);
    expect(calendarOf(after(first, -1), zone).day).toBe(dayBeside(one, -1));
  }
});

test.each([
  ['Africa/Cairo', '2026-04-24', 23],
  ['Africa/Cairo', '2026-10-29', 25],
  ['Europe/Paris', '2026-03-29', 23],
  ['Europe/Paris', '2026-10-25', 25],
  ['America/St_Johns', '2026-03-08', 23],
  ['America/St_Johns', '2026-11-01', 25],
])('in %s the day %s has %i hours', (zone, day, hours) => {
  expect(momentOf(dayBeside(day, 1), zone).getTime() - momentOf(day, zone).getTime()).toBe(hours * HOUR_MS);
});

test('months of 28 to 31 days are windows from their first moment to the one before the next', () => {
  for (const zone of new Set(EDGES.map(([one]) => one)))
    for (let month = 0; month < 60; month++) {
      const first = new Date(Date.UTC(2026, month, 1)).toISOString().slice(0, 10);
      expect(calendarOf(momentOf(first, zone), zone).month).toBe(first.slice(0, 7));
      expect(calendarOf(after(momentOf(first, zone), -1), zone).month).toBe(dayBeside(first, -1).slice(0, 7));
    }
});

type House = { ground: Ground; agent: Person };
const houses = new Map<string, House>();
beforeAll(async () => {
  for (const timeZone of new Set(EDGES.map(([zone]) => zone))) {
    const ground = await aTenant({ timeZone, settings, at: new Date('2026-01-01T12:00:00Z') });
    houses.set(timeZone, { ground, agent: await anAgent(ground, 0n) });
  }
});

/** A moment at, just before or just after a midnight, or hours from it. */
const moment = fc.record({
  days: fc.integer({ min: -2, max: 2 }),
  ms: fc.oneof(fc.constantFrom(-1, 0, 1), fc.integer({ min: -3 * HOUR_MS, max: 3 * HOUR_MS })),
});
const deed = fc.record({
  moment,
  amount: fc.integer({ min: 1, max: 30 }),
  cash: fc.boolean(),
  /** What becomes of it: moved at once, or held and then posted, given back, or left. */
  way: fc.constantFrom('at once', 'at once', 'posted', 'given back', 'given back', 'left'),
  later: moment,
});
const days = fc.record({
  edge: fc.constantFrom(...EDGES),
  deeds: fc.array(deed, { minLength: 3, maxLength: 12 }),
});

type Happening = { at: Date; nth: number; does: 'begins' | 'ends' };
type Drawn = { moment: { days: number; ms: number }; later: { days: number; ms: number }; way: string };

/** What happens, in the order in which it does: nothing ends before it has begun. */
function happeningsOf([zone, day]: [string, string], deeds: readonly Drawn[]): Happening[] {
  const atOf = ({ days: by, ms }: Drawn['moment']) => after(momentOf(dayBeside(day, by), zone), ms);
  return deeds
    .flatMap((one, nth): Happening[] => {
      const [begins, other] = [atOf(one.moment), atOf(one.later)];
      const ends = other < begins ? begins : other;
      if (one.way !== 'posted' && one.way !== 'given back') return [{ at: begins, nth, does: 'begins' }];
      return [
        { at: begins, nth, does: 'begins' },
        { at: ends, nth, does: 'ends' },
      ];
    })
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

type Counted = Calendar & { amount: number; cash: number };
const counts = (some: Iterable<Counted>, fits: (one: Counted) => boolean) => {
  const all = [...some].filter(fits);
  const sum = (of: 'amount' | 'cash') => all.reduce((total, one) => total + one[of], 0);
  return { amount: sum('amount'), cash: sum('cash') };
};

test('limits count what leaves in the day and the month of the tenant’s zone, and get back what they were owed', async () => {
  await fc.assert(
    fc.asyncProperty(days, async ({ edge, deeds }) => {
      const [zone] = edge;
      const { ground, agent } = houses.get(zone) ?? expect.unreachable('each zone has a house');
      const { tenant } = ground;
      const payer = await aCustomer(ground, { balance: 10_000n });
      const movements: Movement[] = deeds.map(({ amount, cash }) => ({
        ...{ deedId: newId(new Date()), operation: cash ? 'withdrawal' : 'transfer', amount: BigInt(amount) },
        ...{ payer: walletOf(payer.principal.id), payee: floatOf(agent.principal.id) },
      }));
      /** What counts, by the deed that it is of. */
      const counted = new Map<number, Counted>();
      for (const { at, nth, does } of happeningsOf(edge, deeds)) {
        const [drawn, movement] = [deeds[nth], movements[nth]];
        if (!drawn || !movement) throw new Error('What happens is of a deed');
        const maker = { personId: null, now: at, ip: null, deviceId: null, risk: 0 };
        if (does === 'ends') {
          const mine = counted.get(nth);
          if (!mine) continue;
          if (drawn.way === 'posted') {
            const posting = await inTenant(tenant.id, (tx) => postHeld(tx, tenant, movement, maker));
            expect(posting.done).toBe(true);
            continue;
          }
          counted.delete(nth);
          await inTenant(tenant.id, (tx) => giveBack(tx, tenant, { movement, counted: mine, maker }));
          continue;
        }
        const window = windowOf(at, zone);
        const today = counts(counted.values(), ({ day }) => day === window.day);
        const month = counts(counted.values(), (one) => one.month === window.month);
        const should =
          today.amount + drawn.amount > ceilings.outPerDay
            ? 'over_day'
            : month.amount + drawn.amount > ceilings.outPerMonth
              ? 'over_month'
              : drawn.cash && today.cash >= ceilings.cashOutsPerDay
                ? 'over_cash_outs'
                : undefined;
        const ended = await inTenant(
          tenant.id,
          (tx): Promise<Posting | Holding> =>
            drawn.way === 'at once'
              ? post(tx, tenant, movement, maker)
              : holdBack(tx, tenant, movement, maker),
        );
        expect(ended.done ? undefined : ended.reason).toBe(should);
        if (ended.done) counted.set(nth, { ...window, amount: drawn.amount, cash: drawn.cash ? 1 : 0 });
      }
      await sameAsStored(ground, payer, counted);
    }),
    { numRuns: effort(25), endOnFailure: true },
  );
});

type Stored = Record<'out_day' | 'out_month' | 'out_day_minor' | 'out_month_minor', string> & {
  out_day_cash: number;
};

async function sameAsStored({ tenant }: Ground, payer: Person, counted: Map<number, Counted>): Promise<void> {
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query<Stored>(
      `select out_day, out_month, out_day_minor, out_month_minor, out_day_cash from accounts where owner_id = $1 and kind = 'wallet'`,
      [payer.principal.id],
    ),
  );
  const stored = rows[0] ?? expect.unreachable('a customer has a wallet');
  const today = counts(counted.values(), ({ day }) => day === stored.out_day);
  const month = counts(counted.values(), (one) => one.month === stored.out_month);
  expect(Number(stored.out_day_minor)).toBe(today.amount);
  expect(stored.out_day_cash).toBe(today.cash);
  expect(Number(stored.out_month_minor)).toBe(month.amount);
}
