import { arrivedBy, type Habits, habit, inRun, isNew, lately, suspicionBy } from './habits';
import type { FraudLook } from './look';

/**
 * What a scorecard looks at. Each feature is a number of a deed and of the habits of its two wallets, or unknown. None
 * of them has a unit of money, so that a currency of other amounts is scored the same.
 */
export type Feature = {
  of: (look: FraudLook, payer: Habits, payee: Habits) => number | undefined;
  /** Where one bin ends and the next begins. */
  edges: readonly number[];
  /** The score never falls (or never rises) with the feature. */
  only?: 'up' | 'down';
};

const SHARES = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 0.9995];
const HOURS = [1, 2, 3, 6, 12, 18, 24, 36, 48, 72, 96, 168, 240, 336, 480, 600];
const SUSPICIONS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.4, 0.7];
const RATIOS = [0.1, 0.3, 0.5, 0.7, 0.85, 0.9, 0.95, 0.99, 0.9995, 1.0005, 1.05, 1.5, 4];
const OFFS = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3];
const COUNTS = [0.5, 1.5, 2.5, 3.5, 5.5, 9.5, 19.5];
const DEEDS = [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 10.5, 12.5, 15.5, 19.5, 39.5];
const BEGINNINGS = [-1, 0, 1, 2, 3, 5, 6.9];
const TIMES = [-3, -2, -1, -0.5, -0.2, -0.05, 0.05, 0.2, 0.5, 1, 1.5, 2, 3, 5];

export const FEATURES = {
  /** The share of what the wallet holds. Who asks for more than that is refused elsewhere, and says nothing here. */
  share: { of: ({ amount, payer }) => shareOf(amount, payer?.balance), edges: SHARES, only: 'up' },
  /** The share of what was there when a run of parts began, this part included. */
  share_of_run: { of: shareOfRun, edges: SHARES, only: 'up' },
  /** The share of what was there a day before, with all that went out since and with this deed. */
  share_of_day: { of: shareOfDay, edges: SHARES, only: 'up' },
  /** The amount against that of the withdrawal or transfer before: parts are about as large as each other. */
  of_last_out: {
    of: ({ amount }, payer) =>
      habit(payer, 'lastOutAmount') > 0 ? logOf(amount / habit(payer, 'lastOutAmount')) : undefined,
    edges: TIMES,
  },
  parts: {
    of: ({ at }, payer) => (inRun(payer, at) ? habit(payer, 'runParts') : 0),
    edges: [0.5, 1.5, 2.5, 3.5, 5.5],
  },
  /** 0: paid before; 1: paid before, but somebody new was paid in the same run; 2: paid for the first time. */
  new_payee: {
    of: ({ firstPayee, at }, payer) =>
      firstPayee ? 2 : inRun(payer, at) && habit(payer, 'runToNew') > 0 ? 1 : 0,
    edges: [0.5, 1.5],
    only: 'up',
  },
  /** How far off what the payer usually takes, in their own spread. */
  unusual_for_payer: { of: unusualForPayer, edges: OFFS },
  /** How far off what everybody takes, in everybody's spread. */
  unusual_for_all: {
    of: ({ amount, usual }) =>
      usual ? (logOf(amount) - usual.mean) / Math.max(usual.spread, 0.2) : undefined,
    edges: OFFS,
  },
  payer_takes: { of: (_, payer) => habit(payer, 'takes'), edges: COUNTS },
  payer_empties: {
    of: (_, payer) => (habit(payer, 'emptied') + 0.05) / (habit(payer, 'takes') + 1),
    edges: [0.02, 0.05, 0.1, 0.2, 0.35, 0.5],
  },
  payer_deeds: { of: (_, payer) => habit(payer, 'ins') + habit(payer, 'outs'), edges: DEEDS },
  payer_age: { of: ({ at }, payer) => ageOf(payer, at), edges: HOURS },
  payer_quiet: {
    of: ({ at }, payer) => (habit(payer, 'takes') > 0 ? at - habit(payer, 'lastOutAt') : undefined),
    edges: HOURS,
  },
  outs_of_day: { of: ({ at }, payer) => lately(payer, 'day', 'outs', at), edges: COUNTS },
  new_payees_of_day: { of: ({ at }, payer) => lately(payer, 'day', 'newPayees', at), edges: COUNTS },
  /** Money that came by transfer and is still there, as a share of what the wallet holds. */
  arrived: { of: arrivedShare('arrived'), edges: SHARES, only: 'up' },
  arrived_from_new: { of: arrivedShare('arrivedFromNew'), edges: SHARES, only: 'up' },
  /** What was taken since the last transfer came in, this deed included, as a share of that transfer. */
  of_last_in: {
    of: ({ amount }, payer) =>
      habit(payer, 'lastInAmount') > 0
        ? (habit(payer, 'outSinceIn') + amount) / habit(payer, 'lastInAmount')
        : undefined,
    edges: RATIOS,
  },
  /** The amount as a share of all transfers that came in since something was last taken. */
  of_all_in: {
    of: ({ amount }, payer) =>
      habit(payer, 'inSinceOut') > 0 ? amount / habit(payer, 'inSinceOut') : undefined,
    edges: RATIOS,
  },
  /** What came by the last transfer, as a share of all that ever came. */
  last_in_of_income: {
    of: (_, payer) => {
      const all = habit(payer, 'deposited') + habit(payer, 'received');
      return all > 0 && habit(payer, 'lastInAmount') > 0 ? habit(payer, 'lastInAmount') / all : undefined;
    },
    edges: SHARES,
  },
  /** The amount as a share of the money that came by transfer and is still there. */
  of_arrived: {
    of: ({ amount, at }, payer) => {
      const arrived = arrivedBy(payer, 'arrived', at);
      return arrived > 0 ? amount / arrived : undefined;
    },
    edges: RATIOS,
  },
  ins_of_day: { of: ({ at }, payer) => lately(payer, 'day', 'ins', at), edges: COUNTS },
  since_last_in: {
    of: ({ at }, payer) => (habit(payer, 'lastInAmount') > 0 ? at - habit(payer, 'lastInAt') : undefined),
    edges: HOURS,
  },
  payer_new_payers: { of: ({ at }, payer) => lately(payer, 'day', 'newPayers', at), edges: COUNTS },
  payer_self_funded: { of: (_, payer) => selfFunded(payer), edges: [0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98] },
  payer_passes_on: { of: (_, payer) => passesOn(payer), edges: [0.1, 0.3, 0.5, 0.7, 0.85, 0.95] },
  payer_suspect: {
    of: ({ at }, payer) => suspicionBy(payer, 'suspicionOut', at),
    edges: SUSPICIONS,
    only: 'up',
  },
  paid_by_suspect: {
    of: ({ at }, payer) => suspicionBy(payer, 'suspicionIn', at),
    edges: SUSPICIONS,
    only: 'up',
  },
  /** The amount against what the payer held before their first deed, and below against what the payee did. */
  payer_began: { of: ({ amount }, payer) => againstFirst(amount, payer), edges: BEGINNINGS },
  payee_began: {
    of: ({ amount, payee: side }, _, payee) => (side ? againstFirst(amount, payee) : undefined),
    edges: BEGINNINGS,
  },
  payee_age: { of: ({ at, payee: side }, _, payee) => (side ? ageOf(payee, at) : undefined), edges: HOURS },
  payee_deeds: {
    of: ({ payee: side }, _, payee) => (side ? habit(payee, 'ins') + habit(payee, 'outs') : undefined),
    edges: DEEDS,
  },
  payee_new_payers: {
    of: ({ at, payee: side }, _, payee) => (side ? lately(payee, 'day', 'newPayers', at) : undefined),
    edges: COUNTS,
  },
  payee_passes_on: {
    of: ({ payee: side }, _, payee) => (side ? passesOn(payee) : undefined),
    edges: [0.1, 0.3, 0.5, 0.7, 0.85, 0.95],
  },
  payee_self_funded: {
    of: ({ payee: side }, _, payee) => (side ? selfFunded(payee) : undefined),
    edges: [0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98],
  },
  payee_paid_last: {
    of: ({ at, payee: side }, _, payee) =>
      side && habit(payee, 'lastInAmount') > 0 ? at - habit(payee, 'lastInAt') : undefined,
    edges: HOURS,
  },
  payee_quiet: {
    of: ({ at, payee: side }, _, payee) => (side && !isNew(payee) ? at - habit(payee, 'lastAt') : undefined),
    edges: HOURS,
  },
  payee_takes: {
    of: ({ payee: side }, _, payee) => (side ? habit(payee, 'takes') : undefined),
    edges: COUNTS,
  },
  payee_empties: {
    of: ({ payee: side }, _, payee) =>
      side ? (habit(payee, 'emptied') + 0.05) / (habit(payee, 'takes') + 1) : undefined,
    edges: [0.02, 0.05, 0.1, 0.2, 0.35, 0.5],
  },
  /** The amount against all that ever came to the payee. */
  payee_income: {
    of: ({ amount, payee: side }, _, payee) => {
      const all = habit(payee, 'received') + habit(payee, 'deposited');
      return side && all > 0 ? logOf(amount / all) : undefined;
    },
    edges: TIMES,
  },
  payee_suspect: {
    of: ({ at, payee: side }, _, payee) =>
      side
        ? Math.max(suspicionBy(payee, 'suspicionIn', at), suspicionBy(payee, 'suspicionOut', at))
        : undefined,
    edges: SUSPICIONS,
    only: 'up',
  },
  /** The amount against what the payee holds and against all that came to them before. */
  payee_held: {
    of: ({ amount, payee }) =>
      payee && payee.balance !== null ? logOf(amount / (payee.balance + amount * 0.001)) : undefined,
    edges: [-2, -1, 0, 1, 2, 3, 5, 6.9],
  },
  payee_usual_in: {
    of: ({ amount, payee: side }, _, payee) => {
      const ins = habit(payee, 'ins');
      const all = habit(payee, 'received') + habit(payee, 'deposited');
      return side && ins > 0 ? logOf((amount * ins) / Math.max(all, amount * 1e-6)) : undefined;
    },
    edges: [-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3],
  },
} satisfies Record<string, Feature>;

export type FeatureCode = keyof typeof FEATURES;

const MORE_THAN_ALL = 1.0001;

export const logOf = (amount: number): number => Math.log(Math.max(amount, 1e-9));

function shareOf(amount: number, held: number | null | undefined): number | undefined {
  if (!held || held <= 0 || amount > held * MORE_THAN_ALL) return undefined;
  return amount / held;
}

function shareOfRun({ amount, at, payer: side }: FraudLook, payer: Habits): number | undefined {
  const alone = shareOf(amount, side?.balance);
  const held = habit(payer, 'runHeld');
  if (!inRun(payer, at) || held <= 0) return alone;
  const run = Math.min(1, (habit(payer, 'runTaken') + amount) / held);
  return alone === undefined ? run : Math.max(run, alone);
}

function shareOfDay({ amount, at, payer: side }: FraudLook, payer: Habits): number | undefined {
  const alone = shareOf(amount, side?.balance);
  if (alone === undefined || !side?.balance) return undefined;
  const gone = lately(payer, 'day', 'outSum', at);
  return Math.max(alone, Math.min(1, (gone + amount) / (gone + side.balance)));
}

function unusualForPayer({ amount }: FraudLook, payer: Habits): number | undefined {
  if (habit(payer, 'takes') < 2) return undefined;
  const spread = Math.sqrt(habit(payer, 'usualVariance'));
  return (logOf(amount) - habit(payer, 'usualMean')) / Math.max(0.3, spread);
}

function arrivedShare(name: 'arrived' | 'arrivedFromNew') {
  return ({ at, payer: side }: FraudLook, payer: Habits) => {
    const arrived = arrivedBy(payer, name, at);
    if (!side?.balance || side.balance <= 0) return arrived > 0 ? undefined : 0;
    return Math.min(1, arrived / side.balance);
  };
}

function againstFirst(amount: number, habits: Habits): number | undefined {
  const held = habit(habits, 'heldAtFirst');
  return isNew(habits) || held < 0 ? undefined : logOf(amount / (held + amount * 0.001));
}

const ageOf = (habits: Habits, at: number): number | undefined =>
  isNew(habits) ? undefined : at - habit(habits, 'firstAt');

function selfFunded(habits: Habits): number | undefined {
  const all = habit(habits, 'deposited') + habit(habits, 'received');
  return all > 0 ? habit(habits, 'deposited') / all : undefined;
}

function passesOn(habits: Habits): number | undefined {
  const received = habit(habits, 'received');
  return received > 0 ? Math.min(1, habit(habits, 'passedOn') / received) : undefined;
}

/** The bin of a value: 0 is unknown, 1 lies below the first edge. */
export function binOf(value: number | undefined, edges: readonly number[]): number {
  if (value === undefined || Number.isNaN(value)) return 0;
  let bin = 1;
  for (const edge of edges) {
    if (value < edge) break;
    bin++;
  }
  return bin;
}
