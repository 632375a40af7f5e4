// 1. Nobody gets an account back by one pair of eyes: who opens, who approves and who decides a dispute are different people.
// 2. Nothing is given back before the wait is over, and every step is told on every channel, so that an owner can object.
// 3. An objection cancels nothing, since it may come from a stolen telephone: it brings in a third person.
import { after, DAY_MS } from '../../base/clock';
import { Refusal } from '../../base/refusal';

/** Which state may follow which; what is not here cannot happen. */
export const next = {
  asked: ['opened', 'refused', 'cancelled', 'expired'],
  opened: ['approved', 'refused', 'disputed', 'cancelled', 'expired'],
  approved: ['done', 'refused', 'disputed', 'cancelled', 'expired'],
  disputed: ['opened', 'approved', 'refused'],
  refused: [],
  cancelled: [],
  done: [],
  expired: [],
} as const;

export type RecoveryState = keyof typeof next;

/** What of a case its rules need. */
export type RecoveryCase = {
  personId: string | null;
  state: RecoveryState;
  expiresAt: Date;
  openedBy: string | null;
  approvedBy: string | null;
  readyAt: Date | null;
  decidedBy: string | null;
};

/** How long a case waits for the next step before it ends by itself. */
export const WAITS_FOR_STAFF_MS = 7 * DAY_MS;
/** So often a document may be read wrongly before the case is closed. */
export const MOST_MISMATCHES = 3;

/** The state as it is now: a clock ends what nobody went on with, and no timer has to run for it. */
export function stateOf(
  { state, expiresAt }: Pick<RecoveryCase, 'state' | 'expiresAt'>,
  now: Date,
): RecoveryState {
  const isOver = expiresAt <= now && (next[state] as readonly string[]).includes('expired');
  return isOver ? 'expired' : state;
}

/** Gives the refusal of a step that the state does not allow, or undefined. */
export function refusalOfStep(one: RecoveryCase, to: RecoveryState, now: Date): Refusal | undefined {
  const state = stateOf(one, now);
  if (!(next[state] as readonly RecoveryState[]).includes(to)) return notInThisState();
  if (to === 'done' && (one.readyAt === null || one.readyAt > now)) return stillWaits();
  return undefined;
}

/** A dispute is decided by a third person before anything else. */
export const refusalOfDispute = ({ state }: Pick<RecoveryCase, 'state'>): Refusal | undefined =>
  state === 'disputed'
    ? new Refusal(
        'recovery_is_disputed',
        'Somebody objected to this case. A third member of staff decides.',
        {
          status: 409,
        },
      )
    : undefined;

/** Gives why this member of staff may not take part in a case in this place, or undefined. */
export function refusalOfHands(
  one: RecoveryCase,
  staffId: string | null,
  place: 'open' | 'approve' | 'decide',
): Refusal | undefined {
  if (staffId === null) return needsAPerson();
  if (staffId === one.personId) return ownCase();
  const others: (string | null)[] = {
    open: [],
    approve: [one.openedBy, one.decidedBy],
    decide: [one.openedBy, one.approvedBy],
  }[place];
  return others.includes(staffId) ? otherEyes() : undefined;
}

/** When the wait of a case that is approved now is over, and when it ends if it is not used. */
export function clockOf(now: Date, waitMs: number): { readyAt: Date; expiresAt: Date } {
  const readyAt = after(now, waitMs);
  return { readyAt, expiresAt: after(readyAt, WAITS_FOR_STAFF_MS) };
}

const notInThisState = () =>
  new Refusal(
    'recovery_not_in_this_state',
    'This case is past that step, or not there yet. Look at it again.',
    {
      status: 409,
    },
  );

export const stillWaits = () =>
  new Refusal(
    'recovery_still_waits',
    'The wait is not over. It protects you: your old telephone and addresses were told, and can object until then.',
    { status: 409 },
  );

const ownCase = () =>
  new Refusal('recovery_own_case', 'This is your own account. Two other members of staff take care of it.', {
    status: 403,
  });

const otherEyes = () =>
  new Refusal(
    'recovery_other_eyes',
    'You had this case in your hands before. Somebody else must take this step.',
    {
      status: 403,
    },
  );

const needsAPerson = () =>
  new Refusal('recovery_needs_a_person', 'Only a member of staff who is signed in can take this step.', {
    status: 403,
  });
