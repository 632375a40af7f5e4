import type { Person } from '@/lib/policy/actor';
import type { Tenant } from '@/lib/policy/tenant';
import type { DeedName } from './deeds';

// What goes between the bench and the processes of the app, over Node's channel, which carries dates and whole numbers
// of any size. The bench lives on when they are killed, and with it all that anybody was ever answered.

/** Whoever does something in the bank, by what they are. */
export type People = {
  tenant: Tenant;
  customers: Person[];
  agents: Person[];
  admins: Person[];
  /** The account of each customer's wallet, in their order. */
  wallets: string[];
};

export type Size = { customers: number; agents: number; admins: number };

/** Who asks, for what, by their place in `People`; `aheadMs` is how far their clock is ahead. */
export type Asked = {
  id: number;
  as: { role: 'customers' | 'agents' | 'admins'; index: number } | 'system';
  name: DeedName | 'deadlines';
  input: unknown;
  aheadMs?: number;
};

export type ToApp = { makePeople: Size } | { people: People } | { asked: Asked };

/** An answer, a refusal by its code, or something else that went wrong: then nobody knows whether it was done. */
export type Ended = { output: unknown } | { refused: string } | { lost: string };

export type FromApp = { isUp: true } | { people: People } | { id: number; ended: Ended };
