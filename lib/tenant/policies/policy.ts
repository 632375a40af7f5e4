import { z } from 'zod';
import { Refusal } from '../../base/refusal';

/**
 * A policy is a draft, is tried in shadow, decides while it is live, and is off. Each change of what it says is a new
 * version, and no version decides that was not turned on as it stands.
 */
export const POLICY_STATES = ['draft', 'shadow', 'live', 'off'] as const;
export type PolicyState = (typeof POLICY_STATES)[number];

/** The number of a version, as a form sends it. */
export const versionNumber = z.coerce.number().int().min(1).max(1_000_000);

/** What may follow what, by the deed that leads there. */
const NEXT: Record<'shadow' | 'live' | 'off', readonly PolicyState[]> = {
  shadow: ['draft', 'off'],
  live: ['draft', 'shadow', 'off'],
  off: ['shadow', 'live'],
};

/** Gives the state that a deed leads to. Refuses where the policy is not in a state that it leads from. */
export function nextState(is: PolicyState, to: keyof typeof NEXT): PolicyState {
  if (NEXT[to].includes(is)) return to;
  if (to === 'shadow') throw notToShadow();
  throw to === 'live' ? isOn() : isNotOn();
}

/** What an edit makes of a state: a new version has decided nothing yet, so what was live is tried again. */
export const stateAfterEdit = (is: PolicyState): PolicyState => (is === 'live' ? 'shadow' : is);

export const changedMeanwhile = () =>
  new Refusal(
    'policy_changed_meanwhile',
    'Somebody else changed this policy while you had it open. Open it again, and look at what it says now.',
    { status: 409 },
  );

const notToShadow = () =>
  new Refusal('policy_not_to_shadow', 'Only a draft, or a policy that is off, can begin to be tried.', {
    status: 409,
  });

const isOn = () => new Refusal('policy_is_on', 'This policy is on already.', { status: 409 });

const isNotOn = () =>
  new Refusal('policy_is_not_on', 'This policy is neither on nor being tried.', { status: 409 });
