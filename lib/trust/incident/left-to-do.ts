import { RESPONSES, type ResponseName } from '../../policy/response-settings';
import type { IncidentKind } from './open-incident';

/** What an incident is about, as far as responses can touch it. */
export type Subject = {
  personId: string | null;
  sessionId: string | null;
  ip: string | null;
  isAgent: boolean;
};

/** What each kind calls for, the first most. The rest stays a click away. */
const CALLS_FOR: Record<IncidentKind, readonly ResponseName[]> = {
  'risky-sign-in': ['second-factor', 'end-session', 'tell-contacts'],
  'risky-session': ['second-factor', 'end-session', 'tell-contacts'],
  'copied-session': ['end-sessions', 'review', 'tell-contacts'],
  reported: ['end-sessions', 'second-factor', 'tell-contacts'],
  'broken-policy': ['tell-contacts'],
  'policy-hold': [],
  'break-glass': ['tell-contacts'],
  'swap-objected': ['end-sessions', 'tell-contacts'],
  'swap-failed-proofs': ['tell-contacts'],
  'swap-agent': ['suspend-agent', 'end-sessions', 'tell-contacts'],
  'swap-fraud': ['end-sessions', 'review', 'tell-contacts'],
  'account-frozen': ['tell-contacts'],
  'dispute-undecided': ['tell-contacts'],
  'cash-difference': ['suspend-agent', 'tell-contacts'],
  'books-wrong': ['tell-contacts'],
  'statement-wrong': ['tell-contacts'],
  'looks-like-fraud': ['end-sessions', 'tell-contacts'],
};

/** A stronger response makes a weaker one needless. */
const MADE_NEEDLESS_BY: Partial<Record<ResponseName, readonly ResponseName[]>> = {
  'second-factor': ['end-session', 'end-sessions', 'lock-account'],
  'end-session': ['end-sessions', 'lock-account'],
  'end-sessions': ['lock-account'],
  review: ['lock-account'],
};

const NEEDS: Record<ResponseName, (subject: Subject) => boolean> = {
  'second-factor': ({ personId }) => personId !== null,
  review: ({ personId }) => personId !== null,
  'end-session': ({ personId, sessionId }) => personId !== null && sessionId !== null,
  'end-sessions': ({ personId }) => personId !== null,
  'lock-account': ({ personId }) => personId !== null,
  'block-address': ({ ip }) => ip !== null,
  'suspend-agent': ({ personId, isAgent }) => personId !== null && isAgent,
  'tell-contacts': () => true,
};

/** A step as it decides what is left: whether it did what its name says, and was not taken back. */
export type TakenStep = { kind: string; stands: boolean };

/**
 * Gives what is left to do in an incident: what its kind calls for and nobody has done, and what else could be done to
 * its subject.
 */
export function leftToDo(
  kind: IncidentKind,
  subject: Subject,
  steps: readonly TakenStep[],
): { wanted: ResponseName[]; possible: ResponseName[] } {
  const done = new Set(steps.filter(({ stands }) => stands).map((step) => step.kind));
  const isOpen = (name: ResponseName) =>
    NEEDS[name](subject) &&
    !done.has(name) &&
    !(MADE_NEEDLESS_BY[name] ?? []).some((stronger) => done.has(stronger));
  const wanted = CALLS_FOR[kind].filter(isOpen);
  return { wanted, possible: RESPONSES.filter((name) => isOpen(name) && !wanted.includes(name)) };
}
