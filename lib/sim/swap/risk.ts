// What speaks against a swap adds up to its risk, each with its own words; the points are whole and add to at most 100.

import { after } from '../../base/clock';
import type { RiskLevel } from '../../policy/risk-level';
import type { SwapSettings } from '../../policy/swap-settings';

/** What is known of the number, its holder and whoever asks, at the moment of the request. */
export type SwapFacts = {
  credentialChangedAt: Date | null;
  contactChangedAt: Date | null;
  lockLiftedAt: Date | null;
  lastSwapAt: Date | null;
  activatedAt: Date | null;
  lastSeenAt: Date | null;
  /** The handset under the old card changed, and all calls are forwarded, as the network said. */
  imeiChangedAt: Date | null;
  forwardsAll: boolean;
  /** The request comes from an address, network or country that the holder (in the portal) was never seen at. */
  newPlace: boolean;
  /** The shop is one where the agent does not work as a rule. */
  outOfArea: boolean;
  /** Proofs that failed for this number in the days that count. */
  failures: number;
};

const POINTS = {
  'credential-changed': 30,
  'contact-changed': 30,
  'lock-lifted': 30,
  'swapped-lately': 25,
  'number-is-new': 15,
  dormant: 15,
  'handset-changed': 30,
  'calls-forwarded': 35,
  'new-place': 15,
  'out-of-area': 20,
  'failed-proofs': 20,
} as const;

export type SwapContribution = { code: keyof typeof POINTS; points: number };

/** CAMARA's and ours: two of these want one proof more, three refuse (P11). */
const FURTHER: readonly SwapContribution['code'][] = [
  'handset-changed',
  'calls-forwarded',
  'number-is-new',
  'new-place',
  'dormant',
];

export type SwapRisk = {
  score: number;
  level: RiskLevel;
  contributions: SwapContribution[];
  /** How many of the further signals stand. */
  further: number;
};

const IMEI_RECENT_MS = 24 * 60 * 60_000;

/** Weighs a request. Sources of the signals: CAMARA DeviceSwap, CallForwardingSignal, Tenure; FCC 23-95. */
export function weighSwap(facts: SwapFacts, settings: SwapSettings, now: Date): SwapRisk {
  const within = (at: Date | null, ms: number) => at !== null && after(at, ms) > now;
  const stands: Record<SwapContribution['code'], boolean> = {
    'credential-changed': within(facts.credentialChangedAt, settings.recentChangeMs),
    'contact-changed': within(facts.contactChangedAt, settings.recentChangeMs),
    'lock-lifted': within(facts.lockLiftedAt, settings.recentChangeMs),
    'swapped-lately': within(facts.lastSwapAt, settings.recentSwapMs),
    'number-is-new': facts.activatedAt === null || within(facts.activatedAt, settings.tenureMs),
    dormant: facts.lastSeenAt !== null && after(facts.lastSeenAt, settings.dormantMs) <= now,
    'handset-changed': within(facts.imeiChangedAt, IMEI_RECENT_MS),
    'calls-forwarded': facts.forwardsAll,
    'new-place': facts.newPlace,
    'out-of-area': facts.outOfArea,
    'failed-proofs': facts.failures > 0,
  };
  const codes = (Object.keys(POINTS) as SwapContribution['code'][]).filter((code) => stands[code]);
  const contributions = capped(codes);
  const score = contributions.reduce((sum, { points }) => sum + points, 0);
  return {
    score,
    level: levelOf(score),
    contributions,
    further: codes.filter((code) => FURTHER.includes(code)).length,
  };
}

const FURTHER_UNTIL_REVIEW = 2;
const FURTHER_UNTIL_REFUSED = 3;

/** Whether so much speaks against a request that it is refused at once (P11). */
export const isRefusedAtOnce = ({ further }: Pick<SwapRisk, 'further'>): boolean =>
  further >= FURTHER_UNTIL_REFUSED;

/** Why a request wants a second pair of eyes, whatever its holder will prove (P11). */
export const reviewReasonsOf = ({ further, level }: Pick<SwapRisk, 'further' | 'level'>): string[] => [
  ...(further >= FURTHER_UNTIL_REVIEW ? ['further-signals'] : []),
  ...(level === 'critical' ? ['critical-risk'] : []),
];

/** The points as they add up to the score: what goes over 100 is left out of the last of them. */
function capped(codes: readonly SwapContribution['code'][]): SwapContribution[] {
  let left = 100;
  return codes.flatMap((code) => {
    const points = Math.min(POINTS[code], left);
    left -= points;
    return points > 0 ? [{ code, points }] : [];
  });
}

const levelOf = (score: number): RiskLevel =>
  score >= 85 ? 'critical' : score >= 60 ? 'high' : score >= 30 ? 'medium' : 'low';
