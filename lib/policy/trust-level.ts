import type { DeviceTrust } from './actor';
import type { Assurance } from './assurance';
import type { RiskLevel } from './risk-level';

/** How far a request is trusted, the least first: a zone says which of these it wants. */
export const TRUST_LEVELS = ['untrusted', 'low', 'medium', 'high', 'verified'] as const;
export type TrustLevel = (typeof TRUST_LEVELS)[number];

export type TrustFacts = {
  assurance: Assurance;
  /** When a second factor was last shown, and when the risk was last judged. */
  provedAt: Date | null;
  judgedAt: Date | null;
  deviceTrust: DeviceTrust;
  /** Whether the request was signed by the key of its session's device: `lib/trust/device/device-proof.ts`. */
  proof: 'proved' | 'missing' | 'none';
  riskLevel: RiskLevel;
  /** Whether the second factor counts as fresh in this tenant, where the asker knows. */
  isFresh?: boolean;
};

/**
 * Gives how far a request is trusted. Whom nothing vouches for is untrusted; at high risk only a second factor that was
 * shown since answers for somebody; one factor reaches medium at most, two reach high; and verified are two on a trusted
 * device that signs, or a passkey that cannot leave its device, where nothing looks unusual.
 */
export function trustLevelOf(facts: TrustFacts): TrustLevel {
  const { deviceTrust, proof, riskLevel } = facts;
  // A second factor that was taken back since is one that was not shown.
  const assurance = facts.provedAt === null ? 1 : facts.assurance;
  if (riskLevel === 'critical' || deviceTrust === 'revoked' || proof === 'missing') return 'untrusted';
  if (riskLevel === 'high') return hasProvedSince(facts) ? 'medium' : 'low';
  if (assurance === 1) return riskLevel === 'low' ? 'medium' : 'low';
  if (riskLevel !== 'low') return 'high';
  return assurance === 3 || (deviceTrust === 'trusted' && proof === 'proved') ? 'verified' : 'high';
}

function hasProvedSince({ assurance, provedAt, judgedAt, isFresh = false }: TrustFacts): boolean {
  if (assurance === 1 || provedAt === null) return false;
  return isFresh || judgedAt === null || provedAt >= judgedAt;
}

/** Whether a level of trust is at least another. */
export const isTrustedAs = (level: TrustLevel, least: TrustLevel): boolean =>
  TRUST_LEVELS.indexOf(level) >= TRUST_LEVELS.indexOf(least);
