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
  /** What an agent earns by it, if anybody does. */
  earns?: { owner: string; amount: bigint };
};

/** What somebody asked for under a key, and how that ended; `undefined` for somebody who never heard. */
export type Entry = {
  /** Undefined for a deed that has none: whoever does it twice finds that it is done. */
  key?: string;
  name: DeedName;
  actorId: string;
  moved?: Moved;
  ended: Exclude<Ended, { lost: string }> | undefined;
  attempts: number;
};

type Remembered = { deedId: string; moved: Moved };

const RECENT = 100;

/** What people were answered. It is outside of the app and its database, and outlives both. */
export class Journal {
  readonly entries: Entry[] = [];
  /** What was seen while it went on and must not be: two answers to one key. */
  readonly contradictions: string[] = [];
  /** Deeds that moved money a moment ago, for whoever wants to take one back. */
  readonly recent: Remembered[] = [];
  /** Transfers that were set aside a moment ago, for whoever looks at them. */
  readonly waiting: Remembered[] = [];
  asked = 0;
  again = 0;
  answersLost = 0;

  write(entry: Entry): void {
    this.entries.push(entry);
    const { ended, moved } = entry;
    if (!moved || !ended || !('output' in ended)) return;
    const { receiptId, pendingId, heldUntil } = ended.output as {
      receiptId?: string;
      pendingId?: string;
      heldUntil?: Date | null;
    };
    const deedId = receiptId ?? pendingId;
    if (!deedId) return;
    this.remember(heldUntil ? this.waiting : this.recent, { deedId, moved });
  }

  private remember(list: Remembered[], one: Remembered): void {
    list.push(one);
    if (list.length > RECENT) list.shift();
  }
}
