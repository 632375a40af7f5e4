import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../base/clock';
import { CURRENCIES } from '../base/money';

/** An amount in minor units, as settings keep it: a whole number that JSON can carry exactly. */
const amount = z.number().int().min(0);
const ceiling = amount.nullable();

/** What an account may move. Null is no ceiling. */
const limits = z.strictObject({
  perTransfer: ceiling,
  outPerDay: ceiling,
  outPerMonth: ceiling,
  balance: ceiling,
  cashOutsPerDay: z.number().int().min(0).nullable(),
});
export type Limits = z.infer<typeof limits>;

const limitsOf = (
  perTransfer: number,
  outPerDay: number,
  outPerMonth: number | null,
  balance: number | null,
  cashOutsPerDay: number | null,
): Limits => ({ perTransfer, outPerDay, outPerMonth, balance, cashOutsPerDay });

/** A table of prices: the first band that an amount fits into says what it costs; the last band has no upper end. */
export const priceBands = z
  .array(z.strictObject({ upTo: amount.nullable(), price: amount }))
  .min(1)
  .refine(
    (rows) =>
      rows.every(({ upTo }, index) => {
        const before = rows[index - 1]?.upTo ?? -1;
        return index === rows.length - 1 ? upTo === null : upTo !== null && upTo > before;
      }),
    'The bands must rise, and the last one must have no upper end.',
  );
export type Bands = z.infer<typeof priceBands>;

const free: Bands = [{ upTo: null, price: 0 }];

/**
 * What wallets in a currency beside the tenant's own may move and cost, in its minor units. What is not said costs and
 * earns nothing.
 */
const otherCurrency = z.strictObject({
  tiers: z.tuple([limits, limits, limits]),
  transferFee: priceBands.default(free),
  depositCommission: priceBands.default(free),
  withdrawalFee: priceBands.default(free),
  withdrawalCommission: priceBands.default(free),
});

/** A score of 0 to 1000 from which on something is done about a deed; null is never. */
const scoreFrom = z.number().int().min(1).max(1000).nullable();

/**
 * What is done about deeds that look like fraud. From 500 on is what one honest deed in a thousand reaches (`scorecard.ts`).
 */
const fraud = z
  .strictObject({
    /** From where on whoever pays has to show a second factor, freshly. */
    stepUpFrom: scoreFrom.default(500),
    /** From where on people look first, and from where on it is refused. */
    holdFrom: scoreFrom.default(800),
    refuseFrom: scoreFrom.default(990),
    /**
     * Up to here, in minor units and together with what went out within the day, a score does nothing but show: whoever is new to their wallet and pays for bread is no thief. As much as may go out after a swap.
     */
    lowValue: amount.default(20_000),
    /** How long they have; what nobody has looked at by then is given back. */
    reviewWithinMs: z
      .number()
      .int()
      .min(HOUR_MS)
      .max(7 * DAY_MS)
      .default(DAY_MS),
    /** For how long a customer may do what people have called honest, without being held again. */
    clearedForMs: z
      .number()
      .int()
      .min(HOUR_MS)
      .max(7 * DAY_MS)
      .default(DAY_MS),
  })
  .prefault({});

/** What a tenant may set about money, in minor units of its currency; the defaults are those of Rwandan francs. */
export const moneySettings = z.object({
  /** The currencies that wallets may be opened in beside the tenant's own, by their codes. */
  currencies: z.partialRecord(z.enum(CURRENCIES), otherCurrency).default({}),
  /** 0: a confirmed number alone. 1: an identity document too. 2: a second factor too. */
  tiers: z
    .tuple([limits, limits, limits])
    .default([
      limitsOf(20_000, 50_000, 200_000, 100_000, 1),
      limitsOf(200_000, 500_000, 2_000_000, 1_000_000, 5),
      limitsOf(1_000_000, 2_000_000, 10_000_000, 5_000_000, 10),
    ]),
  /** What may go out of an agent's float. */
  agent: limits.default(limitsOf(2_000_000, 20_000_000, null, null, null)),
  transferFee: priceBands.default([
    { upTo: 1_000, price: 20 },
    { upTo: 10_000, price: 100 },
    { upTo: 150_000, price: 250 },
    { upTo: null, price: 1_500 },
  ]),
  /** What an agent earns by a deposit; the tenant's fees pay for it. */
  depositCommission: priceBands.default([
    { upTo: 1_000, price: 10 },
    { upTo: 10_000, price: 60 },
    { upTo: 150_000, price: 150 },
    { upTo: null, price: 500 },
  ]),
  /** What a withdrawal costs the customer, and what the agent earns by it. */
  withdrawalFee: priceBands.default([
    { upTo: 1_000, price: 50 },
    { upTo: 10_000, price: 250 },
    { upTo: 150_000, price: 700 },
    { upTo: null, price: 2_500 },
  ]),
  withdrawalCommission: priceBands.default([
    { upTo: 1_000, price: 20 },
    { upTo: 10_000, price: 100 },
    { upTo: 150_000, price: 300 },
    { upTo: null, price: 1_000 },
  ]),
  /** Whether agents get their commission with the deed, into their float, or on the first of the month. */
  commissionPaid: z.enum(['at_once', 'monthly']).default('monthly'),
  /** How long a customer has to confirm what an agent starts, and how long a withdrawal code lives. */
  confirmWithinMs: z
    .number()
    .int()
    .min(MINUTE_MS)
    .max(HOUR_MS)
    .default(10 * MINUTE_MS),
  withdrawalCodeValidMs: z
    .number()
    .int()
    .min(5 * MINUTE_MS)
    .max(DAY_MS)
    .default(30 * MINUTE_MS),
  /** How long a disputed amount is held, and how long a proposal waits for its checker. */
  disputeDays: z.number().int().min(1).max(90).default(14),
  /** For how many days after a movement it may be disputed: whoever got it may be sure of it then. */
  disputeWithinDays: z.number().int().min(1).max(365).default(30),
  /** The highest that two members of staff may raise a ceiling to for one person, as a multiple of the highest tier's. */
  raiseUpTo: z.number().int().min(1).max(20).default(3),
  proposalValidMs: z
    .number()
    .int()
    .min(HOUR_MS)
    .max(14 * DAY_MS)
    .default(3 * DAY_MS),
  quoteValidMs: z
    .number()
    .int()
    .min(MINUTE_MS)
    .max(15 * MINUTE_MS)
    .default(5 * MINUTE_MS),
  fraud,
  /** Below this share of what it was last filled up to, a float is called low. */
  floatLowPercent: z.number().int().min(0).max(100).default(20),
  /** From which difference between the cash that should lie in a drawer and what was counted people are told. */
  cashDifferenceTold: amount.default(10_000),
});
export type MoneySettings = z.infer<typeof moneySettings>;
