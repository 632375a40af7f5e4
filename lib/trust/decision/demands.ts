import { needsProof, Refusal } from '../../base/refusal';
import type { Permission } from '../../policy/permissions';
import { RISK_LEVELS, type RiskLevel } from '../../policy/risk-level';
import type { Tenant } from '../../policy/tenant';
import { isTrustedAs, TRUST_LEVELS, trustLevelOf } from '../../policy/trust-level';
import { type Demands, FACTOR_WANTS } from '../../policy/trust-settings';
import { groupOf, zoneOf } from '../../policy/zone';
import { leadsToProof } from './self-help';
import type { Standing } from './standing';

const higherOf = <T>(order: readonly T[], a: T, b: T): T => (order.indexOf(a) >= order.indexOf(b) ? a : b);
const lowerOf = <T>(order: readonly T[], a: T, b: T): T => (order.indexOf(a) <= order.indexOf(b) ? a : b);

/** Gives what a tenant demands of whoever asks for a deed: of its zone and its group the stricter, thing by thing. */
export function demandsOf({ settings }: Tenant, name: Permission): Demands {
  const { zones, groups } = settings.trust;
  return stricterOf(zones[zoneOf(name)], groups[groupOf(name)]);
}

/** Gives the stricter of two sets of demands, thing by thing; of what the second does not name, the first counts. */
export function stricterOf(one: Demands, other: Partial<Demands>): Demands {
  const two = { ...one, ...other };
  return {
    leastTrust: higherOf(TRUST_LEVELS, one.leastTrust, two.leastTrust),
    secondFactor: higherOf(FACTOR_WANTS, one.secondFactor, two.secondFactor),
    trustedDevice: one.trustedDevice || two.trustedDevice,
    verifiedPlace: one.verifiedPlace || two.verifiedPlace,
    mostRisk: lowerOf(RISK_LEVELS, one.mostRisk, two.mostRisk),
    idleMs: Math.min(one.idleMs, two.idleMs),
    reverifyMs: Math.min(one.reverifyMs, two.reverifyMs),
  };
}

/**
 * Decides what a zone demands. Gives a step-up where a fresh second factor would mend everything that stands against it,
 * else a refusal that says what to do, or undefined where nothing stands against it.
 */
export function refusalOfDemands(
  standing: Standing,
  demands: Demands,
  { name, sessionIdleMs }: { name: Permission; sessionIdleMs: number },
): Refusal | undefined {
  if (!isWithin(standing.riskLevel, demands.mostRisk)) return riskTooHigh();
  if (leadsToProof(name)) return undefined;
  if (demands.trustedDevice && standing.facts.deviceTrust !== 'trusted') return deviceNotTrusted();
  return (
    refusalOfPlace(standing, demands) ??
    refusalOfTrust(standing, demands) ??
    refusalOfFactor(standing, demands, sessionIdleMs)
  );
}

const isWithin = (risk: RiskLevel, most: RiskLevel) => RISK_LEVELS.indexOf(risk) <= RISK_LEVELS.indexOf(most);

function refusalOfPlace({ isPlaceVerified, country }: Standing, demands: Demands): Refusal | undefined {
  if (!demands.verifiedPlace || isPlaceVerified) return undefined;
  return country === null ? placeUnknown() : placeNotVerified();
}

function refusalOfTrust({ trust, facts }: Standing, { leastTrust }: Demands): Refusal | undefined {
  if (isTrustedAs(trust, leastTrust)) return undefined;
  const proved = { ...facts, provedAt: facts.provedAt ?? new Date(0), isFresh: true };
  const withTwo = trustLevelOf({ ...proved, assurance: facts.assurance === 3 ? 3 : 2 });
  if (isTrustedAs(withTwo, leastTrust)) return needsTrust();
  const withDevicePasskey = trustLevelOf({ ...proved, assurance: 3 });
  return isTrustedAs(withDevicePasskey, leastTrust) ? needsDevicePasskeyHere() : trustTooLow();
}

function refusalOfFactor(standing: Standing, demands: Demands, sessionIdleMs: number): Refusal | undefined {
  if (demands.secondFactor === 'fresh' && !standing.isFresh) return needsProof('fresh-second-factor');
  if (demands.secondFactor === 'shown' && !standing.hasFactor) return needsProof('second-factor');
  return isPaused(standing, demands, sessionIdleMs) ? needsProofAfterPause() : undefined;
}

/**
 * Whether a session rested for longer than the zone allows and has shown nothing since. After such a rest the session's
 * own proof is taken back (`lib/auth/active-session.ts`), so that the next request does not pass for work going on.
 */
function isPaused({ idleMs, facts, isFresh }: Standing, demands: Demands, sessionIdleMs: number): boolean {
  if (isFresh || demands.idleMs >= sessionIdleMs) return false;
  if (idleMs !== undefined && idleMs > demands.idleMs) return true;
  return facts.assurance >= 2 && facts.provedAt === null;
}

const riskTooHigh = () =>
  new Refusal(
    'risk_too_high',
    'This session looks too unusual for this. Sign out and sign in again from where you usually do, or ask an administrator.',
    { status: 403 },
  );

const deviceNotTrusted = () =>
  new Refusal(
    'device_not_trusted',
    'This is done on a trusted device only. Mark this device as trusted under Security, or use one that is.',
    { status: 403 },
  );

const placeUnknown = () =>
  new Refusal(
    'place_unknown',
    'Where you are cannot be told from your address, and this is done from a known country only. Turn off a proxy or VPN, or use another network.',
    { status: 403 },
  );

const placeNotVerified = () =>
  new Refusal(
    'place_not_verified',
    'This device was never used from the country that you seem to be in. Sign out, and sign in again from there with your second factor.',
    { status: 403 },
  );

const needsTrust = () =>
  new Refusal('needs_trust', 'This needs more trust than this session has. Show your second factor.', {
    status: 401,
  });

const needsDevicePasskeyHere = () =>
  new Refusal(
    'needs_trusted_passkey',
    'This needs more trust than this session has. Show a passkey that is bound to its device.',
    { status: 401 },
  );

const trustTooLow = () =>
  new Refusal(
    'trust_too_low',
    'This session is not trusted enough for this. Sign in again on a device that is yours and not revoked, or ask an administrator.',
    { status: 403 },
  );

const needsProofAfterPause = () =>
  new Refusal('needs_proof_after_pause', 'You were away for a while. Show your second factor to go on.', {
    status: 401,
  });
