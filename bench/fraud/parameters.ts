/**
 * The world of the bench. What PaySim published is of its data set on Kaggle (ealaxi/paysim1: 6 362 620 rows, 744 steps
 * of an hour, 8 213 fraud rows) and of its source code; what makes it harder is asked of the bench; what nobody published
 * is chosen, once, and said to be so. Nothing here was moved to please the model.
 */
export const KINDS = ['CASH_OUT', 'PAYMENT', 'CASH_IN', 'TRANSFER', 'DEBIT'] as const;
export type RowKind = (typeof KINDS)[number];

/** Published: the share of each kind among all rows, fraud included. */
export const MIX: Record<RowKind, number> = {
  CASH_OUT: 0.3517,
  PAYMENT: 0.3381,
  CASH_IN: 0.2199,
  TRANSFER: 0.0838,
  DEBIT: 0.0065,
};

/** Published: median and mean of the amounts of a kind; a lognormal with both has this spread. */
export const AMOUNTS: Record<RowKind, { median: number; mean: number }> = {
  CASH_OUT: { median: 147_072, mean: 176_274 },
  PAYMENT: { median: 9_482, mean: 13_058 },
  CASH_IN: { median: 143_428, mean: 168_920 },
  TRANSFER: { median: 486_308, mean: 910_647 },
  DEBIT: { median: 3_049, mean: 5_484 },
};

/** PaySim's code: nobody sends more in one transfer. */
export const MOST_IN_ONE_TRANSFER = 10_000_000;

export type World = {
  cases: number;
  /** Published: 0.129 % of the rows are fraud. */
  fraudShare: number;
  /** Published: 744. */
  steps: number;
  /** Chosen: a customer has some 17 rows a month. PaySim names nearly everybody once, which `seenOnce` does. */
  rowsPerCustomer: number;
  /** Chosen: the share of the customers who join during the month, with an empty wallet, as mules do. */
  joins: number;
  /** All amounts are multiplied by this. */
  scale: number;
  /** Asked for: one honest cash-out in twenty takes everything. */
  emptiesByCashOut: number;
  /** Chosen: one honest transfer in fifty sends everything, though nobody asked for it. */
  emptiesByTransfer: number;
  /** Chosen: one honest transfer in seven goes to somebody whom the payer never paid. */
  newPayee: number;
  /** Chosen: how often a customer who was sent money cashes it within a day, as most are said to do. */
  cashesReceived: number;
  /**
   * Chosen: who wants more than they hold takes 0.9 · u ^ steepness of it instead. At 2.5 half take less than a sixth of
   * what they hold, and one in five more than half.
   */
  shareSteepness: number;
  /** The share of honest rows whose payer occurs this once (published: 99.85 %). */
  seenOnce: number;
  /** The share of honest rows that are written down with more than the payer holds (PaySim: most; a ledger: none). */
  overdrawn: number;
  /** Whether the balance of the payee is written down, or 0 as PaySim does for merchants. */
  payeeBalances: boolean;
  /** What the name of an agent who pays cash out begins with: C in the data set, M in the code published later. */
  agents: 'C' | 'M';
  fraud: FraudWays;
};

export type FraudWays = {
  /** Asked for: fraudsters take 50 to 100 % in one to four parts. */
  leastShare: number;
  mostParts: number;
  /** Chosen: half of the fraudsters, and half of the mules, wait up to so many hours between their deeds. */
  waits: number;
  waitHours: number;
  /** Chosen: the next part goes to another mule. */
  otherMule: number;
  /**
   * PaySim makes each mule anew; asked for: with some history. So a mule opened a wallet 2 to 20 days before and did 2 to
   * 10 honest deeds with it. The rest of the mules are customers like any, with whatever they hold.
   */
  newMule: number;
  /** Chosen: a mule is used again by the next case. */
  usedMule: number;
  /** Published: half of the fraud rows move 441 423 and more. So nobody who holds less than this is worth the trouble. */
  victimHolds: number;
  /** Chosen: mules keep up to this share of what they are to cash for themselves. */
  mulesKeep: number;
  /** Chosen: the share of cases that begin with a SIM swap; columns do not show it. */
  afterSwap: number;
};

export const BASE: World = {
  cases: 520,
  fraudShare: 0.00129,
  steps: 744,
  rowsPerCustomer: 17,
  joins: 0.15,
  scale: 1,
  emptiesByCashOut: 0.05,
  emptiesByTransfer: 0.02,
  newPayee: 0.15,
  cashesReceived: 0.35,
  shareSteepness: 2.5,
  seenOnce: 0,
  overdrawn: 0,
  payeeBalances: true,
  agents: 'C',
  fraud: {
    leastShare: 0.5,
    mostParts: 4,
    waits: 0.5,
    waitHours: 24,
    otherMule: 0.4,
    newMule: 1,
    usedMule: 0.3,
    victimHolds: 200_000,
    mulesKeep: 0.15,
    afterSwap: 0.2,
  },
};

export const TEST_SEEDS = [2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009, 2010];
