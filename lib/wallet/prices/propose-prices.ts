import { z } from 'zod';
import { newId } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { command, query } from '../../command/command';
import { keyText } from '../../command/key-text';
import { type Bands, priceBands } from '../../policy/money-settings';
import type { Tenant } from '../../policy/tenant';
import { readSettings } from '../../tenant/stored-settings';
import { spellAmount } from '../amount';
import { handOf } from '../proposal/hands';
import type { Kind } from '../proposal/proposal';
import { proposalStep, propose } from '../proposal/propose';
import { typedRows } from './preview';
import { bandsOf, PRICE_KINDS, type Span, samePrices, shownBand, shownBands, spansOf } from './price-table';
import { changePrices, readVersions, versionOf } from './stored-prices';

const MOST_VERSIONS = 20;
const kind = z.enum(PRICE_KINDS);

/** Proposes another table of prices; a colleague decides. What was quoted before keeps its price. */
export const proposePrices = command({
  name: 'price.propose',
  proof: 'fresh-second-factor',
  input: z.strictObject({ kind, ...typedRows, reason: oneLine(300), key: keyText }),
  output: proposalStep,
  idempotencyKey: 'key',
  async run(deed, { kind: of, reason, key: _, ...typed }) {
    const { tx, tenant } = deed;
    const bands = bandsOf(typed, tenant);
    const { settings } = await readSettings(tx, tenant.id);
    if (isSame(settings.money[of], bands)) throw samePrices();
    const terms = { kind: of, bands, basis: await versionOf(tx, tenant, of) };
    return propose(deed, { kind: 'price_change', currency: tenant.currency, terms, reason });
  },
  sample: async ({ now }) => ({
    ...{ kind: 'transferFee', upTo1: '1000', price1: '25', price2: '150' },
    ...{ reason: 'Prices of the new year', key: newId(now) },
  }),
});

const isSame = (one: Bands, other: Bands): boolean =>
  one.length === other.length &&
  one.every(({ upTo, price }, place) => other[place]?.upTo === upTo && other[place]?.price === price);

const stored = z.object({ kind, bands: priceBands, basis: z.number().int().min(1) });

/** Makes the table valid that was proposed, from now on. */
export const priceChange: Kind = {
  async apply(deed, one) {
    const { tx, tenant, now } = deed;
    const { kind: of, bands, basis } = stored.parse(one.terms);
    const hands = { proposalId: one.id, madeBy: one.makerId, approvedBy: handOf(deed) };
    const version = await changePrices(tx, tenant, { kind: of, bands, basis, now, ...hands });
    return { prices: of, version };
  },
  async facts({ tx, tenant }, one) {
    const { kind: of, bands, basis } = stored.parse(one.terms);
    const { settings } = await readSettings(tx, tenant.id);
    return [
      { what: `table_${of}`, text: `${basis} → ${basis + 1}` },
      ...spansOf(settings.money[of], bands).map((span) => ({ what: 'priceBand', text: spell(span, tenant) })),
    ];
  },
};

function spell({ from, upTo, priceNow, priceThen }: Span, tenant: Tenant): string {
  const say = (minor: number) => spellAmount(BigInt(minor), tenant, null);
  const price = priceNow === priceThen ? say(priceNow) : `${say(priceNow)} → ${say(priceThen)}`;
  return `${say(from)} – ${upTo === null ? '…' : say(upTo)}: ${price}`;
}

const version = z.strictObject({
  version: z.number().int(),
  bands: z.array(shownBand),
  validFrom: z.date(),
  madeBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
});

const output = z.strictObject({
  currency: z.string(),
  tables: z.array(
    z.strictObject({
      kind,
      /** The number of the table that is valid now. */
      version: z.number().int(),
      bands: z.array(shownBand),
      history: z.array(version),
    }),
  ),
});
export type ShownPrices = z.infer<typeof output>;

/** The tables of prices that are valid now, each with its versions, the newest first. */
export const showPrices = query({
  name: 'price.show',
  proof: 'second-factor',
  input: z.strictObject({}),
  output,
  async run({ tx, tenant }) {
    const { settings } = await readSettings(tx, tenant.id);
    const tables: ShownPrices['tables'] = [];
    for (const of of PRICE_KINDS) {
      const history = await readVersions(tx, tenant, { kind: of, limit: MOST_VERSIONS });
      tables.push({
        ...{ kind: of, version: history[0]?.version ?? 1, bands: shownBands(settings.money[of]) },
        history: history.map(({ kind: _, bands, ...one }) => ({ ...one, bands: shownBands(bands) })),
      });
    }
    return { currency: tenant.currency, tables };
  },
  sample: async () => ({}),
});
