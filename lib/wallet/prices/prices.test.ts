import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { effort } from '@/testing/effort';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aCustomer, anAgent } from '@/testing/money';
import { aDeposit, aTransfer, aWithdrawal } from '@/testing/past-deeds';
import { after, DAY_MS, HOUR_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { type Bands, priceBands } from '../../policy/money-settings';
import type { Tenant } from '../../policy/tenant';
import { readSettings } from '../../tenant/stored-settings';
import { approveProposal } from '../proposal/decide';
import { quoteTransfer } from '../quote';
import { transfer } from '../transfer';
import { priceOf } from '../wallet';
import { lastMonth, previewPrices } from './preview';
import { bandsOf, ROWS, spansOf, type TypedRows } from './price-table';
import { proposePrices, showPrices } from './propose-prices';

const key = () => randomUUID();
const code = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'done',
    (error: { code?: string; field?: string }) => `${error.code} ${error.field ?? ''}`.trim(),
  );

/** Tables of one to eight bands, with ends that rise and any prices. */
const tables: fc.Arbitrary<Bands> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 2_000_000 }), { maxLength: ROWS.length - 1 }),
    fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: ROWS.length, maxLength: ROWS.length }),
  )
  .map(([ends, prices]) =>
    [...ends.sort((one, other) => one - other), null].map((upTo, place) => ({
      upTo,
      price: prices[place] ?? 0,
    })),
  );

/** The price by the definition, without the code under test: that of the last band whose lower end the amount has passed. */
function plainPrice(bands: Bands, amount: bigint): bigint {
  let price = bands[0]?.price ?? 0;
  for (const [place, { upTo }] of bands.entries())
    if (upTo !== null && amount > BigInt(upTo)) price = bands[place + 1]?.price ?? price;
  return BigInt(price);
}

test('at each end of each band the price is that of the band to the smallest unit, and the next begins one above', () => {
  fc.assert(
    fc.property(tables, (bands) => {
      expect(priceBands.parse(bands)).toEqual(bands);
      for (const { upTo } of bands) {
        if (upTo === null) continue;
        for (const amount of [BigInt(upTo) - 1n, BigInt(upTo), BigInt(upTo) + 1n])
          if (amount > 0n) expect(priceOf(bands, amount)).toBe(plainPrice(bands, amount));
      }
      expect(priceOf(bands, 10n ** 15n)).toBe(BigInt(bands.at(-1)?.price ?? -1));
    }),
    { numRuns: effort(200) },
  );
});

test('two tables are cut into spans that meet without a gap, each with the price of both tables at both its ends', () => {
  fc.assert(
    fc.property(tables, tables, (now, then) => {
      const spans = spansOf(now, then);
      expect([spans[0]?.from, spans.at(-1)?.upTo]).toEqual([1, null]);
      for (const [place, { from, upTo, priceNow, priceThen }] of spans.entries()) {
        if (place > 0) expect(from).toBe((spans[place - 1]?.upTo ?? 0) + 1);
        for (const amount of [from, upTo ?? from + 1_000_000]) {
          expect(priceOf(now, BigInt(amount))).toBe(BigInt(priceNow));
          expect(priceOf(then, BigInt(amount))).toBe(BigInt(priceThen));
        }
      }
    }),
    { numRuns: effort(200) },
  );
});

test('the editor’s rows become the table that was typed, and what is wrong is said beside its field', async () => {
  const { tenant } = await aTenant();
  fc.assert(
    fc.property(tables, (bands) => {
      const typed: TypedRows = {};
      for (const [place, { upTo, price }] of bands.entries()) {
        const row = ROWS[place] ?? 1;
        if (upTo !== null) typed[`upTo${row}`] = String(upTo);
        typed[`price${row}`] = String(price);
      }
      expect(bandsOf(typed, tenant)).toEqual(bands);
    }),
    { numRuns: effort(100) },
  );
  const refused = (typed: TypedRows, on: Tenant = tenant) => {
    try {
      return bandsOf(typed, on);
    } catch (error) {
      const { code: of, field } = error as { code: string; field: string };
      return `${of} ${field}`;
    }
  };
  expect(refused({})).toBe('prices_without_band price1');
  expect(refused({ upTo1: '100', price1: '1' })).toBe('prices_have_end upTo1');
  expect(refused({ price1: '1', price2: '2' })).toBe('prices_lack_end upTo1');
  expect(refused({ upTo1: '100', price2: '2' })).toBe('prices_lack_price price1');
  expect(refused({ upTo1: '100', price1: '1', upTo2: '100', price2: '2', price3: '3' })).toBe(
    'prices_fall_back upTo2',
  );
  expect(refused({ upTo1: '1 000', price1: '0', price2: '2' })).toEqual([
    ...[
      { upTo: 1_000, price: 0 },
      { upTo: null, price: 2 },
    ],
  ]);
  expect(refused({ upTo1: '10.50', price1: '0.25', price2: '2' }, { ...tenant, currency: 'USD' })).toEqual([
    ...[
      { upTo: 1_050, price: 25 },
      { upTo: null, price: 200 },
    ],
  ]);
});

async function aScene() {
  const ground = await aTenant();
  const [maker, checker] = [await ground.person(['admin']), await ground.person(['admin'])];
  const propose = (over: Record<string, unknown> = {}, by: Person = maker) =>
    perform(proposePrices, by, {
      ...{ kind: 'transferFee', upTo1: '1000', price1: '30', price2: '200' },
      ...{ reason: 'New year', key: key(), ...over },
    });
  const approve = (proposalId: string, by: Person = checker) =>
    perform(approveProposal, by, { proposalId, key: key() });
  return { ground, maker, checker, propose, approve };
}

const settingsOf = ({ tenant }: Ground) => inTenant(tenant.id, (tx) => readSettings(tx, tenant.id));

test('approved by another it is valid at once, every version is kept, and a quote given before keeps its price', async () => {
  const { ground, maker, propose, approve } = await aScene();
  const [ana, ben] = [await aCustomer(ground, { balance: 20_000n }), await aCustomer(ground)];
  const quote = await ask(quoteTransfer, ana, { to: ben.principal.mobile, amount: '5000' });
  expect(quote.fee).toBe(100n);
  const { proposalId } = await propose();
  expect(await code(approve(proposalId, maker))).toBe('proposal_own_hands');
  await approve(proposalId);
  const { settings } = await settingsOf(ground);
  expect(settings.money.transferFee).toEqual([
    ...[
      { upTo: 1_000, price: 30 },
      { upTo: null, price: 200 },
    ],
  ]);
  expect(settings.money.withdrawalFee).toEqual(ground.tenant.settings.money.withdrawalFee);
  const changed: Person = { ...ana, tenant: { ...ground.tenant, settings } };
  expect((await ask(quoteTransfer, changed, { to: ben.principal.mobile, amount: '5000' })).fee).toBe(200n);
  expect(await perform(transfer, changed, { quote: quote.quote, key: key() })).toMatchObject({ fee: 100n });

  expect(await code(propose())).toBe('prices_are_same price1');
  await approve((await propose({ price1: '31' })).proposalId);
  const { tables: shown } = await ask(showPrices, maker, {});
  const fees = shown.find(({ kind }) => kind === 'transferFee');
  expect(fees?.version).toBe(3);
  expect(fees?.history.map(({ version, madeBy }) => [version, madeBy !== null])).toEqual([
    ...[
      [3, true],
      [2, true],
      [1, false],
    ],
  ]);
  expect(fees?.history.at(-1)?.bands[0]).toEqual({ upTo: 1_000n, price: 20n });
  for (const statement of ['update price_versions set version = 9', 'delete from price_versions'])
    await expect(inTenant(ground.tenant.id, (tx) => tx.$client.query(statement))).rejects.toMatchObject({
      code: '42501',
    });
});

test('of two changes of one table the second is not laid over what its maker never saw', async () => {
  const { ground, propose, approve } = await aScene();
  const [one, other] = [await propose(), await propose({ price1: '40' })];
  const ended = await Promise.all([code(approve(one.proposalId)), code(approve(other.proposalId))]);
  expect(ended.filter((answer) => answer === 'done')).toHaveLength(1);
  const loser = ended[0] === 'done' ? other : one;
  expect(await code(approve(loser.proposalId))).toBe('prices_changed_meanwhile');
  const fees = (await settingsOf(ground)).settings.money.transferFee;
  expect(fees[0]?.price).toBe(ended[0] === 'done' ? 30 : 40);
});

test('the preview says of last month what a recount of every movement says, to the smallest unit', async () => {
  const ground = await aTenant({ at: new Date('2026-05-01T12:00:00.000Z'), timeZone: 'Africa/Kigali' });
  const { tenant } = ground;
  const [ana, ben] = [
    await aCustomer(ground, { balance: 4_000_000n, tier: 2 }),
    await aCustomer(ground, { tier: 2 }),
  ];
  const agent = await anAgent(ground, 4_000_000n);
  const { begins, ends } = lastMonth(NOON, tenant);
  expect([begins, ends].map((one) => one.toISOString())).toEqual([
    ...['2026-04-30T22:00:00.000Z', '2026-05-31T22:00:00.000Z'],
  ]);
  const moments = [
    ...[after(begins, -1), begins, after(begins, 20 * DAY_MS), after(ends, -1), ends, after(ends, HOUR_MS)],
  ];
  const made: { id: string; amount: bigint; at: Date; fee: bigint }[] = [];
  for (const [place, at] of moments.entries())
    for (const amount of [999n, 1_000n, 1_001n, 7_500n + BigInt(place), 10_001n]) {
      const fee = priceOf(tenant.settings.money.transferFee, amount);
      made.push({ id: await aTransfer(ground, ana, ben, { amount, fee, at }), amount, at, fee });
    }
  await aDeposit(ground, agent, ana, { amount: 1_000n, commission: 10n, at: after(begins, DAY_MS) });
  await aWithdrawal(ground, ana, agent, {
    amount: 1_000n,
    fee: 50n,
    commission: 20n,
    at: after(begins, DAY_MS),
  });

  const staff = later(await ground.person(['admin'], { at: NOON }), NOON);
  const typed = { upTo1: '1000', price1: '7', upTo2: '7501', price2: '11', price3: '13' };
  const bands: Bands = bandsOf(typed, tenant);
  const inMonth = made.filter(({ at }) => at >= begins && at < ends);
  const seen = await ask(previewPrices, staff, { kind: 'transferFee', ...typed });
  const total = (price: (one: (typeof made)[number]) => bigint) =>
    inMonth.reduce((sum, one) => sum + price(one), 0n);
  expect(seen).toMatchObject({
    ...{ month: '2026-05', count: inMonth.length, fee: true },
    booked: total(({ fee }) => fee),
    earnedNow: total(({ amount }) => plainPrice(tenant.settings.money.transferFee, amount)),
    earnedThen: total(({ amount }) => plainPrice(bands, amount)),
  });
  expect(seen.lines.reduce((sum, { moved }) => sum + moved, 0n)).toBe(total(({ amount }) => amount));
  const flat = await ask(previewPrices, staff, { kind: 'depositCommission', price1: '3' });
  expect(flat).toMatchObject({ fee: false, count: 1, booked: 10n, earnedNow: 10n, earnedThen: 3n });
  expect(flat.lines.at(-1)).toMatchObject({ upTo: null });
});

test('no month is longer or shorter than the calendar of the tenant says', () => {
  const of = (at: string, timeZone: string) => {
    const { name, begins, ends } = lastMonth(new Date(at), { timeZone });
    return [name, (ends.getTime() - begins.getTime()) / HOUR_MS];
  };
  expect(of('2026-03-01T00:00:00Z', 'Africa/Kigali')).toEqual(['2026-02', 28 * 24]);
  expect(of('2024-03-31T12:00:00Z', 'Africa/Kigali')).toEqual(['2024-02', 29 * 24]);
  expect(of('2026-01-01T00:00:00Z', 'America/New_York')).toEqual(['2025-11', 30 * 24 + 1]);
  expect(of('2026-04-10T00:00:00Z', 'Europe/Paris')).toEqual(['2026-03', 31 * 24 - 1]);
});
