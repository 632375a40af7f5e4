import type { Person } from '../../policy/actor';
import { isFreshlyProved } from '../../policy/authorise';
import type { RiskLevel } from '../../policy/risk-level';
import { type TrustFacts, type TrustLevel, trustLevelOf } from '../../policy/trust-level';
import { type DeviceProof, deviceProofOf } from '../device/device-proof';
import { countryOf } from '../place';

/** What is true of somebody who asks, as far as demands and policies weigh it. */
export type Standing = {
  facts: TrustFacts;
  trust: TrustLevel;
  risk: number;
  riskLevel: RiskLevel;
  isFresh: boolean;
  /** Whether a second factor was shown in this session since its last long pause. */
  hasFactor: boolean;
  country: string | null;
  isPlaceVerified: boolean;
  /** How long ago the session was last used; undefined where there is none to ask about. */
  idleMs: number | undefined;
};

/** Gives how somebody stands who asks for a deed, or for a view. */
export function standingOf(actor: Person, kind: 'command' | 'query'): Standing {
  const { session, request } = actor;
  const isFresh = isFreshlyProved(actor);
  const facts: TrustFacts = {
    assurance: session.assurance,
    provedAt: session.provedAt,
    judgedAt: session.judgedAt,
    deviceTrust: session.deviceTrust,
    proof: weighedProofOf(actor, kind),
    riskLevel: session.riskLevel,
    isFresh,
  };
  const country = countryOf(request.ip);
  return {
    facts,
    trust: trustLevelOf(facts),
    risk: session.risk,
    riskLevel: session.riskLevel,
    isFresh,
    hasFactor: session.assurance >= 2 && session.provedAt !== null,
    country,
    isPlaceVerified: isVerified(actor, country),
    idleMs: session.lastSeenAt && request.at.getTime() - session.lastSeenAt.getTime(),
  };
}

/** A page that is only looked at is not signed: for it the device's last proof stands, as long as it is looked at again. */
function weighedProofOf(actor: Person, kind: 'command' | 'query'): DeviceProof {
  const proof = deviceProofOf(actor);
  if (kind === 'command' || proof !== 'missing') return proof;
  const { keyProvedAt } = actor.session;
  const { reverifyMs } = actor.tenant.settings.trust.zones.user;
  const isRecent = keyProvedAt !== null && actor.request.at.getTime() - keyProvedAt.getTime() <= reverifyMs;
  return isRecent ? 'proved' : 'none';
}

/** A country where this device was before, or where the session was opened and a second factor shown. */
function isVerified({ session }: Person, country: string | null): boolean {
  if (country === null) return false;
  if (session.devicePlaces?.includes(country)) return true;
  return session.country === country && session.assurance >= 2 && session.provedAt !== null;
}
