import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { knownDevices, passwords, totpFactors } from '@/db/schema/auth';
import { users } from '@/db/schema/person';
import { parseMsisdn } from '../base/msisdn';
import { Refusal } from '../base/refusal';
import type { Tenant } from '../policy/tenant';

export type Account = {
  personId: string;
  status: string;
  passwordHash: string;
  hasTotp: boolean;
  knownDevice: boolean;
};

/** A name as somebody types it at sign-in: an e-mail address in small letters, or a number in any spelling as E.164. */
export function normalName(text: string, tenant: Tenant): { email: string } | { mobile: string } {
  const trimmed = text.trim();
  if (trimmed.includes('@')) return { email: trimmed.toLowerCase() };
  try {
    return { mobile: parseMsisdn(trimmed, tenant.country) };
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    return { mobile: trimmed.slice(0, 64) };
  }
}

/**
 * Finds the account of a sign-in name, with what the sign-in needs of it, in one read. An owned (confirmed) address
 * comes before a mere claim; a number that staff added, and nobody confirmed, has no password and is found by nobody.
 */
export async function findAccount(
  tx: Tx,
  tenant: Tenant,
  name: { email: string } | { mobile: string },
  deviceId: string | null,
): Promise<Account | undefined> {
  const [column, verifiedAt, value] =
    'email' in name
      ? [users.email, users.emailVerifiedAt, name.email]
      : [users.mobile, users.mobileVerifiedAt, name.mobile];
  const [found] = await tx
    .select({
      personId: users.id,
      status: users.status,
      passwordHash: passwords.hash,
      hasTotp: sql<boolean>`exists (select 1 from ${totpFactors} f where f.tenant_id = ${users.tenantId} and f.person_id = ${users.id} and f.confirmed_at is not null)`,
      knownDevice: sql<boolean>`exists (select 1 from ${knownDevices} d where d.tenant_id = ${users.tenantId} and d.person_id = ${users.id} and d.device_id = ${deviceId})`,
    })
    .from(users)
    .innerJoin(passwords, and(eq(passwords.tenantId, users.tenantId), eq(passwords.personId, users.id)))
    .where(and(eq(users.tenantId, tenant.id), eq(column, value)))
    .orderBy(desc(isNotNull(verifiedAt)), desc(users.id))
    .limit(1);
  return found;
}
