import type { Habits } from './habits';

export type DeedType = 'transfer' | 'withdrawal' | 'payment' | 'deposit' | 'debit';

/** One side of a deed: what the wallet held before it, where that is known, and its habits, kept in one row. */
export type Side = { habits: Habits; balance: number | null };

/** What is usual among everybody's deeds of this type: mean and spread of the logarithm of their amounts. */
export type Usual = { mean: number; spread: number };

/** What has been new about how the payer came; what is not known is left out. */
export type News = { device?: boolean; ip?: boolean; country?: boolean };

/**
 * A deed before it is done: all that its score may use. Amounts and balances are in one unit, whichever (the ledger's
 * minor units do), moments in hours, from wherever (the ledger's are hours since 1970).
 */
export type FraudLook = {
  type: DeedType;
  amount: number;
  at: number;
  /** The customer whose money moves; none where an agent or the issuer pays in. */
  payer: Side | null;
  /** The customer who is paid; none where it is a merchant or an agent. */
  payee: Side | null;
  /** Whether the payer pays this payee for the first time. Of deeds with one customer it says nothing. */
  firstPayee: boolean;
  hoursSinceSwap: number | null;
  news?: News;
  /** The limit of one deed that holds for the payer, in the unit of the amount. */
  limit?: number | null;
  usual?: Usual | null;
};
