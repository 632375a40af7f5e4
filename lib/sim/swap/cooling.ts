import type { SwapSettings } from '../../policy/swap-settings';
import { confirmedByOldSim, isStrong } from './proofs';
import type { SwapContribution } from './risk';
import type { ProofKind, StoredSwap } from './swap';

/** Why a swap waits: each is a sentence on the case file. */
export type CoolingReason =
  | 'old-sim-silent'
  | 'high-risk'
  | 'factor-not-shown'
  /** Somebody objected, and a third person let it go on: it never takes effect at once. */
  | 'disputed'
  | Extract<
      SwapContribution['code'],
      'credential-changed' | 'contact-changed' | 'lock-lifted' | 'swapped-lately'
    >;

const LONG: readonly SwapContribution['code'][] = [
  'credential-changed',
  'contact-changed',
  'lock-lifted',
  'swapped-lately',
];

type Weighed = Pick<StoredSwap, 'reason' | 'riskLevel' | 'ways' | 'disputedAt'> & {
  contributions: readonly { code: string }[];
};

/**
 * How long a proved swap waits before it takes effect, and why: not at all where the old card said yes and nothing speaks
 * against it, a day where it is silent or its word ended with a loss, three where something speaks against it.
 * Source: P5 of the swap rules (FCC 23-95, Safaricom's practice).
 */
export function coolingOf(
  swap: Weighed,
  given: readonly ProofKind[],
  settings: SwapSettings,
): { ms: number; reasons: CoolingReason[] } {
  const isLost = swap.reason === 'lost' || swap.reason === 'stolen';
  const risky = swap.riskLevel === 'high' || swap.riskLevel === 'critical';
  const enrolled = swap.ways.includes('passkey') || swap.ways.includes('totp');
  const yes = confirmedByOldSim(given);
  const long: CoolingReason[] = [
    ...(risky ? (['high-risk'] as const) : []),
    ...swap.contributions
      .map(({ code }) => code)
      .filter((code): code is CoolingReason & SwapContribution['code'] => LONG.some((one) => one === code)),
    // Somebody who has a factor and shows a paper instead may be somebody who has neither.
    ...(enrolled && !isStrong(given) && !yes ? (['factor-not-shown'] as const) : []),
  ];
  if (long.length > 0) return { ms: settings.riskyCoolingMs, reasons: long };
  if (swap.disputedAt) return { ms: settings.coolingMs, reasons: ['disputed'] };
  if (yes && !isLost) return { ms: 0, reasons: [] };
  return { ms: settings.coolingMs, reasons: ['old-sim-silent'] };
}
