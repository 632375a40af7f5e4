import { OPEN_WHILE_SECURED, OPERATORS_ONLY, PERMISSIONS, type Permission } from '../../policy/permissions';
import { zoneOf } from '../../policy/zone';

// What keeps somebody safe, or lets them answer a demand, is never what is demanded of: else no demand could be met.

/** Proving oneself, signing out and securing the account, seeing what stands, ending sessions, stopping a swap. */
const ALWAYS: ReadonlySet<Permission> = new Set([
  ...OPEN_WHILE_SECURED,
  'auth.device.forget',
  'auth.session.end',
  'auth.sessions.end-others',
  'auth.swaps.lock',
  'number.port-out.lock',
  'sim.suspend-own',
  'auth.step-up.send',
  'auth.step-up.ways',
  'incident.report',
]);

/** By these somebody comes to what a demand wants of them: a second factor, or a confirmed address. */
const LEADS_TO_PROOF: ReadonlySet<Permission> = new Set([
  'auth.passkey.begin',
  'auth.passkey.enrol',
  'auth.totp.begin',
  'auth.totp.confirm',
  'person.verify',
  'person.verify.open',
  'person.verify.resend',
]);

/** Whether a deed is one of self-help: no demand, hold or policy stands in its way. */
export const isSelfHelp = (name: Permission): boolean => ALWAYS.has(name);

/** Whether it leads to a proof: then nothing but the risk is weighed. */
export const leadsToProof = (name: Permission): boolean => LEADS_TO_PROOF.has(name);

/** The deeds that policies speak of: not those of strangers, not the operator's, and never self-help. */
export const POLICED: readonly Permission[] = PERMISSIONS.filter(
  (name) =>
    zoneOf(name) !== 'public' && !OPERATORS_ONLY.includes(name) && !ALWAYS.has(name) && !leadsToProof(name),
);

const policed = new Set<Permission>(POLICED);
export const isPoliced = (name: Permission): boolean => policed.has(name);
