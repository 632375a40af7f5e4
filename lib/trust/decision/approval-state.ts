import { DAY_MS } from '../../base/clock';
import { Refusal } from '../../base/refusal';

// A deed that a policy holds is done once, by whoever asked for it, and only after somebody else has agreed to exactly it.
// Nobody agrees to what they asked for themselves: the table refuses it too. What has expired is agreed to by nobody.

export type ApprovalState = 'waiting' | 'approved' | 'refused' | 'done';

/** How long a wish waits, and within which it has to be done once it is agreed to. */
export const APPROVAL_LIVES_MS = DAY_MS;

/** Who agreed may be overruled until the deed is done: of one who agrees and one who refuses, the refusal counts. */
const NEXT: Readonly<Record<ApprovalState, readonly ApprovalState[]>> = {
  waiting: ['approved', 'refused'],
  approved: ['done', 'refused'],
  refused: [],
  done: [],
};

export type Wish = { state: ApprovalState; askedBy: string; expiresAt: Date; decidedBy: string | null };

/** What is shown of a wish; one that ran out, or was replaced when it had, is `expired`. */
export function shownStateOf({ state, expiresAt, decidedBy }: Wish, now: Date): ApprovalState | 'expired' {
  if (state === 'refused' && decidedBy === null) return 'expired';
  return (state === 'waiting' || state === 'approved') && expiresAt <= now ? 'expired' : state;
}

/** Decides whether somebody may take a wish to another state. Gives the refusal, or undefined. */
export function refusalOfDecision(
  wish: Wish,
  to: 'approved' | 'refused',
  deciderId: string | null,
  now: Date,
): Refusal | undefined {
  if (deciderId === null) return needsAPerson();
  if (deciderId === wish.askedBy) return ownWish();
  const shown = shownStateOf(wish, now);
  if (shown === 'expired') return wishExpired();
  return NEXT[shown].includes(to) ? undefined : alreadyDecided();
}

const needsAPerson = () =>
  new Refusal('approval_needs_a_person', 'Only a person can agree to this.', { status: 403 });

const ownWish = () =>
  new Refusal('approval_of_own_wish', 'You asked for this yourself, so somebody else has to decide it.', {
    status: 403,
  });

const wishExpired = () =>
  new Refusal('approval_expired', 'This request is older than a day. Whoever made it can make it again.', {
    status: 409,
  });

const alreadyDecided = () =>
  new Refusal(
    'approval_already_decided',
    'Somebody else has decided this meanwhile. Open the list again to see how.',
    { status: 409 },
  );
