import { forbidden, needsProof, notSignedIn, Refusal } from '../base/refusal';
import type { Actor, Person } from './actor';
import { NOT_BY_BREAK_GLASS } from './break-glass';
import { ABOUT_ONESELF, ENROLS_A_FACTOR, OPEN_WHILE_SECURED, type Permission } from './permissions';
import { enrolsUntil } from './second-factor-policy';

/**
 * How well somebody must have proved who they are; NIST SP 800-63B: a second factor is AAL2. `fresh-after-loss` is a fresh
 * second factor too, and a recovery code counts for it even where a tenant wants a device-bound passkey for what is
 * sensitive: that passkey may be what was lost.
 */
export const PROOFS = [
  'none',
  'session',
  'second-factor',
  'fresh-second-factor',
  'fresh-after-loss',
] as const;
export type Proof = (typeof PROOFS)[number];

/**
 * Decides what can be decided before the subject is known: session, confirmed address, permission, assurance, freshness.
 * Gives the refusal, or undefined where nothing stands against it.
 */
export function refusalOf(actor: Actor, name: Permission, proof: Proof): Refusal | undefined {
  if (proof === 'none' || actor.kind === 'system') return undefined;
  if (actor.kind === 'stranger') return notSignedIn();
  if (actor.breakGlass && NOT_BY_BREAK_GLASS.includes(name)) return notByBreakGlass();
  if (!actor.principal.permissions.includes(name)) return forbidden();
  const held = refusalOfHolds(actor, name);
  if (held) return held;
  if (!ABOUT_ONESELF.includes(name)) {
    if (!actor.principal.verified) return notVerified();
    if (lacksFactor(actor)) return needsEnrolment();
  }
  return refusalOfProof(actor, proof);
}

/** What an account that was secured, or given back, wants before anything else. */
function refusalOfHolds({ principal }: Person, name: Permission): Refusal | undefined {
  if (OPEN_WHILE_SECURED.includes(name)) return undefined;
  if (principal.secured) return needsNewCredentials();
  return principal.awaitsFactor && !ENROLS_A_FACTOR.includes(name) ? needsNewFactor() : undefined;
}

/** Decides on assurance and freshness alone. Who must come back with a device-bound passkey is told so at once. */
export function refusalOfProof(actor: Actor, proof: Proof): Refusal | undefined {
  if (actor.kind !== 'person' || proof === 'none' || proof === 'session') return undefined;
  const { session, tenant } = actor;
  if (proof === 'second-factor') return hasProved(actor) ? undefined : needsProof(proof);
  const isFresh = isFreshlyProved(actor);
  if (proof === 'fresh-after-loss' && session.provedBy === 'recovery')
    return isFresh ? undefined : needsProof('fresh-second-factor');
  const { freshBy } = tenant.settings.signIn.secondFactor;
  if (freshBy === 'device-passkey')
    return isFresh && session.provedBy === freshBy ? undefined : needsDevicePasskey();
  return isFresh ? undefined : needsProof('fresh-second-factor');
}

/** Whether a second factor was shown in this session. */
const hasProved = ({ session }: Person): boolean => session.assurance >= 2 && session.provedAt !== null;

/** Whether any second factor was shown in this session lately, as the tenant counts it. */
export function isFreshlyProved(actor: Person): boolean {
  const { session, tenant, request } = actor;
  if (!hasProved(actor) || session.provedAt === null) return false;
  return request.at.getTime() - session.provedAt.getTime() <= tenant.settings.freshProofMs;
}

/** Whether the tenant demands a second factor of this person which they have not enrolled, and their time for it is over. */
export function lacksFactor({ tenant, principal, request }: Person): boolean {
  const until = enrolsUntil(tenant, principal);
  return until !== undefined && until <= request.at;
}

const notByBreakGlass = () =>
  new Refusal(
    'not_by_break_glass',
    'This would outlast the hour that you have as an owner. End that first, and do it with your own roles.',
    { status: 403 },
  );

const needsNewCredentials = () =>
  new Refusal('needs_new_credentials', 'This account is secured. Set a new password first.', { status: 403 });

const needsNewFactor = () =>
  new Refusal('needs_new_factor', 'Set up a new second factor first: the old ones open nothing any more.', {
    status: 403,
  });

const needsEnrolment = () =>
  new Refusal('needs_enrolment', 'Set up a second factor first: your roles here ask for one.', {
    status: 403,
  });

const needsDevicePasskey = () =>
  new Refusal('needs_device_passkey', 'Show a passkey that is bound to its device to do this.', {
    status: 401,
  });

const notVerified = () =>
  new Refusal(
    'address_not_confirmed',
    'Confirm your e-mail or mobile number first: enter the code we sent you.',
    {
      status: 403,
    },
  );
