import type { SIM_STATES } from '@/db/schema/sim';
import { Refusal } from '../base/refusal';

// - A card leaves the stock once and never returns to it: a reserved card is activated, blocked or retired.
// - At most one card carries a number; while a swap is pending it is the old one, and `swapped_out` gives it away.
// - `retired` is the end. Each change leaves one row in the card's timeline.

export type SimState = (typeof SIM_STATES)[number];

/** The life of a SIM. What does not stand here cannot happen. */
export const NEXT_OF_SIM = {
  in_stock: ['reserved', 'blocked', 'retired'],
  reserved: ['active', 'blocked', 'retired'],
  active: ['suspended', 'pending_swap', 'blocked', 'retired'],
  suspended: ['active', 'pending_swap', 'blocked', 'retired'],
  // Done, or back to where it was: cancelled, refused, expired.
  pending_swap: ['swapped_out', 'active', 'suspended', 'blocked'],
  swapped_out: ['active', 'blocked', 'retired'],
  blocked: ['retired'],
  retired: [],
} as const satisfies Record<SimState, readonly SimState[]>;

export const canBecome = (from: SimState, to: SimState): boolean =>
  NEXT_OF_SIM[from].some((next) => next === to);

/**
 * Takes a SIM and the state that it is to have. Gives the SIM in that state, changed now.
 * Refuses a step that the table does not have. Source: the life cycle of a SIM in the domain's facts.
 */
export function advance<Sim extends { state: SimState; changedAt: Date }>(
  sim: Sim,
  to: SimState,
  now: Date,
): Sim {
  if (!canBecome(sim.state, to)) throw simIsElsewhere();
  return { ...sim, state: to, changedAt: now };
}

const simIsElsewhere = () =>
  new Refusal(
    'sim_is_elsewhere',
    'This SIM is not in a state in which that can be done. Open it again to see where it stands.',
    { status: 409 },
  );
