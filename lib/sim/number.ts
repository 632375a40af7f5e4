import type { numbers } from '@/db/schema/sim';
import { after } from '../base/clock';
import { Refusal } from '../base/refusal';

// - A number is bound to one card and held by one person while it lives; whoever has it next gets nothing of theirs.
// - Suspended, it opens nothing: no menu, no code. What comes in is still its holder's.
// - Retired, it rests; one that left for another network carries no day of its retirement, and is not given out again.

export type StoredNumber = typeof numbers.$inferSelect;
export const NUMBER_STATES = ['pending', 'active', 'suspended', 'retired'] as const;
export type NumberState = (typeof NUMBER_STATES)[number];

/** The life of a number. What does not stand here cannot happen. */
export const NEXT_OF_NUMBER = {
  pending: ['active', 'retired'],
  active: ['suspended', 'retired'],
  suspended: ['active', 'retired'],
  // Given out again, once it has rested.
  retired: ['pending'],
} as const satisfies Record<NumberState, readonly NumberState[]>;

export const numberCanBecome = (from: NumberState, to: NumberState): boolean =>
  NEXT_OF_NUMBER[from].some((next) => next === to);

/** Takes a number and the state that it is to have. Gives it in that state, changed now; refuses a step that the table does not have. */
export function advanceNumber<Num extends { state: NumberState; changedAt: Date }>(
  number: Num,
  to: NumberState,
  now: Date,
): Num {
  if (!numberCanBecome(number.state, to)) throw numberIsElsewhere();
  return { ...number, state: to, changedAt: now };
}

/** Whether a retired number has rested for as long as the tenant wants, so that somebody else may have it. */
export const hasRested = (
  { state, retiredAt }: Pick<StoredNumber, 'state' | 'retiredAt'>,
  restsMs: number,
  now: Date,
): boolean => state === 'retired' && retiredAt !== null && after(retiredAt, restsMs) <= now;

type PortOutLock = Pick<StoredNumber, 'portOutLockedAt' | 'portOutLockEndsAt'>;

/** Whether a number leaves for no other network: a lock that its holder takes off still holds until its end. */
export const isPortOutLocked = ({ portOutLockedAt, portOutLockEndsAt }: PortOutLock, now: Date): boolean =>
  portOutLockedAt !== null && (portOutLockEndsAt === null || portOutLockEndsAt > now);

const numberIsElsewhere = () =>
  new Refusal(
    'number_is_elsewhere',
    'This number is not in a state in which that can be done. Open it again to see where it stands.',
    { status: 409 },
  );
