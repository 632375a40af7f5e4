// 1. Whoever asks for swaps that their holders dispute is stopped by the share of them, and not by their number alone.
// 2. A share of few cases says little, so what is compared is its lower bound: the least that it is in 39 of 40 worlds.
import type { SwapSettings } from '../../policy/swap-settings';

/** Of the normal distribution: 95 % lie within so many deviations on both sides. */
const Z_95 = 1.959964;

/** The lower bound of a share, 95 %, as Wilson has it; 0 of nothing. Source: E. B. Wilson, JASA 22 (1927). */
export function lowerWilsonBound(hits: number, of: number): number {
  if (of === 0) return 0;
  const share = hits / of;
  const z2 = Z_95 ** 2;
  const centre = share + z2 / (2 * of);
  const reach = Z_95 * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of ** 2));
  return Math.max(0, (centre - reach) / (1 + z2 / of));
}

/** What an agent asked for within the time that counts, and how much of it was disputed. */
export type AgentRecord = { requested: number; disputed: number };

/** Whether the disputes of an agent suspend them (P10). */
export function isSuspect({ requested, disputed }: AgentRecord, settings: SwapSettings): boolean {
  return (
    disputed >= settings.agentDisputes && lowerWilsonBound(disputed, requested) > settings.agentDisputedShare
  );
}
