import { after } from '../base/clock';
import { FACTOR_DEMANDS, type FactorDemand } from './sign-in-settings';
import type { Tenant } from './tenant';

/** Who works with other people's numbers and money in a telecom always needs a second factor, whatever its settings say. */
const ALWAYS_IN_TELECOM: readonly string[] = ['owner', 'admin', 'supervisor', 'agent', 'support'];

/** Gives what a tenant asks of somebody with these roles: the strictest of what it asks of each. */
export function demandOf({ kind, settings }: Tenant, roles: readonly string[]): FactorDemand {
  const { ofRole, otherwise } = settings.signIn.secondFactor;
  const asked = roles.map((role) =>
    kind === 'telecom' && ALWAYS_IN_TELECOM.includes(role) ? 'required' : (ofRole[role] ?? otherwise),
  );
  if (asked.length === 0) return otherwise;
  return FACTOR_DEMANDS[Math.max(...asked.map((one) => FACTOR_DEMANDS.indexOf(one)))] ?? 'required';
}

/** Gives until when somebody may go on without the factor that is demanded of them. */
export function graceEnds({ settings }: Tenant, joinedAt: Date): Date {
  const { since, graceMs } = settings.signIn.secondFactor;
  const begins = since ? Math.max(new Date(since).getTime(), joinedAt.getTime()) : joinedAt.getTime();
  return after(new Date(begins), graceMs);
}

/** What a person has enrolled, as far as a second factor goes. */
export type Enrolled = { totp: boolean; passkey: boolean };

/** Whether what is enrolled is what the tenant wants of those of whom it demands a second factor. */
export function meetsKinds({ settings }: Tenant, { totp, passkey }: Enrolled): boolean {
  switch (settings.signIn.secondFactor.kinds) {
    case 'any':
      return totp || passkey;
    case 'totp':
      return totp;
    case 'passkey':
      return passkey;
    case 'both':
      return totp && passkey;
  }
}

/**
 * The kinds of a person's factors that count here, passkeys first: those that the tenant takes. Who enrolled before the
 * tenant asked for another kind, and has none of it, proves themselves with what they have until they have enrolled it.
 */
export function countingKinds(tenant: Tenant, enrolled: Enrolled): (keyof Enrolled)[] {
  const has = (['passkey', 'totp'] as const).filter((kind) => enrolled[kind]);
  const taken = has.filter((kind) => acceptsKind(tenant, kind));
  return taken.length > 0 ? taken : has;
}

/** Which kind a person has yet to enrol, where the tenant names one that they lack; `any` where any would do. */
export function missingKind(tenant: Tenant, enrolled: Enrolled): keyof Enrolled | 'any' | undefined {
  if (meetsKinds(tenant, enrolled)) return undefined;
  const { kinds } = tenant.settings.signIn.secondFactor;
  if (kinds === 'any') return 'any';
  if (kinds === 'both') return enrolled.passkey ? 'totp' : 'passkey';
  return kinds;
}

/** Whether a kind of factor counts here: a tenant that names one takes no other, but for the codes kept for a loss. */
export const acceptsKind = ({ settings }: Tenant, kind: keyof Enrolled): boolean => {
  const { kinds } = settings.signIn.secondFactor;
  return kinds === 'any' || kinds === 'both' || kinds === kind;
};

/** Until when a person has yet to enrol what is demanded of them; undefined where nothing is, or they have it. */
export function enrolsUntil(
  tenant: Tenant,
  { roles, enrolled, joinedAt }: { roles: readonly string[]; enrolled: Enrolled; joinedAt: Date },
): Date | undefined {
  const isMissing = demandOf(tenant, roles) === 'required' && !meetsKinds(tenant, enrolled);
  return isMissing ? graceEnds(tenant, joinedAt) : undefined;
}
