// 1. Whoever paid may say once at a time that a movement was not right; what its payee still has of it is held meanwhile.
// 2. It ends once: upheld and given back, dismissed, withdrawn, or over at its deadline; each ends the hold in the same deed.
// 3. Nobody decides who has a hand in the movement, and neither side learns from it who the other is.
import type { moneyDisputes } from '@/db/schema/money';
import { after, DAY_MS } from '../../base/clock';
import { Refusal } from '../../base/refusal';
import type { MoneySettings } from '../../policy/money-settings';
import type { Holder } from '../figures';
import type { PastDeed, StoredDispute } from '../past-deed';
import { availableOf } from '../wallet';

export type DisputeState = (typeof moneyDisputes.$inferSelect)['state'];
type DisputeAbout = (typeof moneyDisputes.$inferSelect)['about'];

/** What may become of a dispute. */
export const NEXT: Record<DisputeState, readonly DisputeState[]> = {
  open: ['upheld', 'dismissed', 'withdrawn', 'expired'],
  upheld: [],
  dismissed: [],
  withdrawn: [],
  expired: [],
};

/** What somebody may say of each kind of movement. An agent's deposit is corrected by a reversal, and not by them alone. */
const ABOUTS_OF: Partial<Record<PastDeed['operation'], readonly DisputeAbout[]>> = {
  transfer: ['not_me', 'wrong_number', 'wrong_amount', 'other'],
  withdrawal: ['no_cash', 'not_me', 'wrong_amount', 'other'],
};

export const aboutsOf = (deed: Pick<PastDeed, 'operation'>): readonly DisputeAbout[] =>
  ABOUTS_OF[deed.operation] ?? [];

type Asked = {
  deed: PastDeed;
  now: Date;
  money: MoneySettings;
  reversed: boolean;
  earlier: StoredDispute | null;
};

/** Gives why somebody may not dispute a movement, or undefined. That of others is not found, before this is asked. */
export function refusalOfRaising({ deed, now, money, reversed, earlier }: Asked): Refusal | undefined {
  if (aboutsOf(deed).length === 0) return notDisputable();
  if (reversed) return alreadyBack();
  if (earlier?.state === 'open') return isOpen();
  if (earlier?.state === 'upheld' || earlier?.state === 'dismissed') return isDecided();
  if (after(deed.at, money.disputeWithinDays * DAY_MS) <= now) return tooLate(money.disputeWithinDays);
  return undefined;
}

/** How much is held for a dispute: what the payee may still spend, and never more than they got. */
export function heldFor({ amount }: PastDeed, payee: Holder): bigint {
  const available = availableOf(payee);
  return available < amount ? available : amount;
}

/** A dispute whose deadline is over is over, whether the clock's own deed has come to it yet or not. */
export function refusalOfEnding(one: StoredDispute, now: Date): Refusal | undefined {
  if (one.state !== 'open') return hasEnded();
  return one.deadlineAt <= now ? isOver() : undefined;
}

const notDisputable = () =>
  new Refusal(
    'not_disputable',
    'Only a transfer or a withdrawal that you paid can be disputed. Come to a shop with anything else.',
    { status: 409 },
  );

const alreadyBack = () =>
  new Refusal(
    'dispute_of_reversed',
    'This movement was taken back already, so there is nothing to dispute.',
    {
      status: 409,
    },
  );

const isOpen = () => new Refusal('deed_is_disputed', 'This movement is disputed already.', { status: 409 });

const isDecided = () =>
  new Refusal('dispute_was_decided', 'People have decided about this movement. It is not disputed again.', {
    status: 409,
  });

const tooLate = (days: number) =>
  new Refusal('dispute_too_late', 'A movement can be disputed for {days} days, and this one is older.', {
    status: 409,
    values: { days },
  });

export const hasEnded = () =>
  new Refusal('dispute_has_ended', 'This dispute has ended already. Look at what became of it.', {
    status: 409,
  });

const isOver = () =>
  new Refusal('dispute_is_over', 'The time for this dispute is over, and what was held is let go.', {
    status: 409,
  });

export const isYetOpen = () =>
  new Refusal('dispute_is_yet_open', 'People have time yet to decide this dispute.', { status: 409 });
