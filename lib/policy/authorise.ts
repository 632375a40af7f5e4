import { forbidden, needsProof, notSignedIn, Refusal } from '../base/refusal';
import type { Actor } from './actor';
import { ABOUT_ONESELF, type Permission } from './permissions';

/** How well somebody must have proved who they are; NIST SP 800-63B: a second factor is AAL2. */
export const PROOFS = ['none', 'session', 'second-factor', 'fresh-second-factor'] as const;
export type Proof = (typeof PROOFS)[number];

/**
 * Decides what can be decided before the subject is known: session, confirmed address, permission, assurance, freshness.
 * Gives the refusal, or undefined where nothing stands against it.
 */
export function refusalOf(actor: Actor, name: Permission, proof: Proof): Refusal | undefined {
  if (proof === 'none' || actor.kind === 'system') return undefined;
  if (actor.kind === 'stranger') return notSignedIn();
  if (!actor.principal.permissions.includes(name)) return forbidden();
  if (!actor.principal.verified && !ABOUT_ONESELF.includes(name)) return notVerified();
  return refusalOfProof(actor, proof);
}

/** Decides on assurance and freshness alone. */
export function refusalOfProof(actor: Actor, proof: Proof): Refusal | undefined {
  if (actor.kind !== 'person') return undefined;
  const { session, tenant, request } = actor;
  if (proof === 'none' || proof === 'session') return undefined;
  if (session.assurance < 2 || session.provedAt === null) return needsProof(proof);
  const age = request.at.getTime() - session.provedAt.getTime();
  if (proof === 'fresh-second-factor' && age > tenant.settings.freshProofMs) return needsProof(proof);
  return undefined;
}

const notVerified = () =>
  new Refusal(
    'address_not_confirmed',
    'Confirm your e-mail or mobile number first: enter the code we sent you.',
    {
      status: 403,
    },
  );
