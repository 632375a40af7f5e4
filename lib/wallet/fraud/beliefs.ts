import { lately } from './habits';
import type { FraudLook } from './look';

/**
 * What the columns of PaySim cannot teach, set by hand, in the logarithm of the odds. A thief who swapped a SIM comes in
 * the hours after it (domain rule P7 freezes 48 hours and caps 24 more; CAMARA distrusts a swap for 240 hours).
 */
const AFTER_SWAP: readonly [beforeHours: number, points: number][] = [
  [24, 4],
  [72, 3],
  [240, 1.5],
  [720, 0.5],
];
const NEW_DEVICE = 1.2;
const NEW_ADDRESS = 0.3;
const NEW_COUNTRY = 1;
/** Several deeds of a day just under a limit, from the second on. */
const STRUCTURING = 0.8;
const STRUCTURING_AT_MOST = 2.4;
/** Just under: within a tenth of the limit. */
const NEAR = 0.9;

export const isNearLimit = ({ amount, limit }: Pick<FraudLook, 'amount' | 'limit'>): boolean =>
  !!limit && amount <= limit && amount >= NEAR * limit;

/** How many deeds of the day, this one included, stay just under the limit; 0 where this one does not. */
export const justUnderLimit = (look: FraudLook): number =>
  look.payer && isNearLimit(look) ? 1 + lately(look.payer.habits, 'day', 'nearLimit', look.at) : 0;

/** Adds the evidence beside the scorecard: the SIM, how the payer came, and amounts that creep under a limit. */
export function addBeliefs(reasons: { code: string; points: number }[], look: FraudLook): void {
  const { hoursSinceSwap, news } = look;
  const under = justUnderLimit(look);
  if (hoursSinceSwap !== null) {
    const swapped = AFTER_SWAP.find(([before]) => hoursSinceSwap < before);
    if (swapped) reasons.push({ code: 'after_swap', points: swapped[1] });
  }
  if (news?.device) reasons.push({ code: 'new_device', points: NEW_DEVICE });
  if (news?.ip) reasons.push({ code: 'new_address', points: NEW_ADDRESS });
  if (news?.country) reasons.push({ code: 'new_country', points: NEW_COUNTRY });
  if (under > 1)
    reasons.push({ code: 'structuring', points: Math.min(STRUCTURING_AT_MOST, STRUCTURING * (under - 1)) });
}
