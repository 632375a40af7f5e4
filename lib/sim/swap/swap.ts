// 1. A number moves when two independent proofs of its holder are there, every wait is over, and a notice has left.
// 2. Who asks, who reviews and who decides a dispute are different people, and none of them is the holder.
// 3. Nothing that could be said on a stolen telephone moves a number, or stops it from moving, by itself.
import type { swapCases } from '@/db/schema/swap';
import { Refusal } from '../../base/refusal';

export type StoredSwap = typeof swapCases.$inferSelect;
export type SwapState = StoredSwap['state'];
export type ProofKind = StoredSwap['ways'][number];

/** The life of a swap. What does not stand here cannot happen. */
export const NEXT_OF_SWAP = {
  proving: ['review', 'cooling', 'disputed', 'refused', 'cancelled', 'expired'],
  review: ['cooling', 'disputed', 'refused', 'cancelled', 'expired'],
  // Back into review when the agent who asked is suspended meanwhile.
  cooling: ['completed', 'review', 'disputed', 'refused', 'cancelled'],
  disputed: ['proving', 'review', 'cooling', 'refused', 'cancelled', 'expired'],
  completed: ['remedied'],
  refused: [],
  cancelled: [],
  expired: [],
  remedied: [],
} as const satisfies Record<SwapState, readonly SwapState[]>;

/** The states in which a number has a case, and so no second one. */
export const OPEN_STATES = ['proving', 'review', 'cooling', 'disputed'] as const satisfies SwapState[];

export const isOpen = (state: SwapState): boolean => OPEN_STATES.some((one) => one === state);

const canBecome = (from: SwapState, to: SwapState): boolean =>
  (NEXT_OF_SWAP[from] as readonly SwapState[]).includes(to);

type Timed = Pick<StoredSwap, 'state' | 'expiresAt'>;

/** The state as it is now: a clock ends what nobody went on with, also while no job has noted it. */
export function stateOf({ state, expiresAt }: Timed, now: Date): SwapState {
  return expiresAt <= now && canBecome(state, 'expired') ? 'expired' : state;
}

/** Gives the refusal of a step that the state does not allow, or undefined. */
export function refusalOfStep(
  swap: Timed & Pick<StoredSwap, 'readyAt'>,
  to: SwapState,
  now: Date,
): Refusal | undefined {
  if (!canBecome(stateOf(swap, now), to)) return notInThisState();
  if (to === 'completed' && (swap.readyAt === null || swap.readyAt > now)) return stillCools();
  return undefined;
}

type Handed = Pick<StoredSwap, 'holderId' | 'requestedBy' | 'reviewedBy' | 'decidedBy'>;

/** Gives why this member of staff may not take part in a case in this place, or undefined. */
export function refusalOfHands(
  swap: Handed,
  staffId: string | null,
  place: 'request' | 'review' | 'decide' | 'remedy',
): Refusal | undefined {
  if (staffId === null) return needsAPerson();
  if (staffId === swap.holderId) return ownNumber();
  const others: (string | null)[] = {
    request: [],
    review: [swap.requestedBy, swap.decidedBy],
    decide: [swap.requestedBy, swap.reviewedBy],
    remedy: [swap.requestedBy, swap.reviewedBy, swap.decidedBy],
  }[place];
  return others.includes(staffId) ? otherEyes() : undefined;
}

export const notInThisState = () =>
  new Refusal('swap_not_in_this_state', 'This swap is past that step, or not there yet. Look at it again.', {
    status: 409,
  });

const stillCools = () =>
  new Refusal(
    'swap_still_cools',
    'The wait is not over. It protects the holder, who was told and can object until then.',
    { status: 409 },
  );

export const ownNumber = () =>
  new Refusal('swap_own_number', 'This is your own number. Two colleagues take care of it.', { status: 403 });

const otherEyes = () =>
  new Refusal(
    'swap_other_eyes',
    'You had this swap in your hands before. Somebody else must take this step.',
    {
      status: 403,
    },
  );

const needsAPerson = () =>
  new Refusal('swap_needs_a_person', 'Only a member of staff who is signed in goes on with a swap.', {
    status: 403,
  });
