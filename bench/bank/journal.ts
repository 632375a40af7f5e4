import type { DeedName } from './deeds';
import type { Ended } from './wire';

export type Place = { kind: 'wallet' | 'float' | 'commission' | 'trust' | 'fees'; owner?: string };

/** What a deed must have left in the ledger, if it was done: whoever asked for it knew. */
export type Moved = {
  operation: 'transfer' | 'deposit' | 'withdrawal' | 'reversal';
  from: Place;
  to: Place;
  amount: bigint;
  fee?: bigint;
  /** Who earns a commission by it, if anybody does; how much the answer says. */
  earns?: string;
};

/** What somebody asked for under a key, and how that ended; `undefined` for somebody who never heard. */
export type Entry = {
  key: string;
  name: DeedName;
  actorId: string;
  moved?: Moved;
  ended: Exclude<Ended, { lost: string }> | undefined;
  attempts: number;
};

/** What people were answered. It is outside of the app and its database, and outlives both. */
export class Journal {
  readonly entries: Entry[] = [];
  /** What was seen while it went on and must not be: two answers to one key. */
  readonly contradictions: string[] = [];
  asked = 0;
  again = 0;
  answersLost = 0;

  write(entry: Entry): void {
    this.entries.push(entry);
  }
}
