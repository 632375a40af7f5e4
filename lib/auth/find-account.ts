import { z } from 'zod';
import type { Tx } from '@/db/client';
import { parseMsisdn } from '../base/msisdn';
import { Refusal } from '../base/refusal';
import type { Tenant } from '../policy/tenant';

export type Account = {
  personId: string;
  status: string;
  passwordHash: string;
  hasTotp: boolean;
  hasPasskey: boolean;
  knownDevice: boolean;
  roles: string[];
};

export type Name = { email: string } | { mobile: string };

/** An e-mail address or a number as a form takes it; `normalName` reads it. */
export const identifier = z.string().trim().min(1, 'Enter your e-mail or mobile number.').max(254);

/** A name as somebody types it at sign-in: an e-mail address in small letters, or a number in any spelling as E.164. */
export function normalName(text: string, tenant: Tenant): Name {
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
  name: Name,
  deviceId: string | null,
): Promise<Account | undefined> {
  const [column, value] =
    'email' in name ? (['email', name.email] as const) : (['mobile', name.mobile] as const);
  const { rows } = await tx.$client.query<Account>({
    ...FIND[column],
    values: [tenant.id, value, deviceId],
  });
  return rows[0];
}

const findBy = (column: 'email' | 'mobile') => ({
  name: `account-by-${column}`,
  text: `select u.id as "personId", u.status, p.hash as "passwordHash",
      exists (select from totp_factors f where f.tenant_id = $1::uuid and f.person_id = u.id and f.confirmed_at is not null)
        as "hasTotp",
      exists (select from passkeys k where k.tenant_id = $1::uuid and k.person_id = u.id) as "hasPasskey",
      exists (select from known_devices d where d.tenant_id = $1::uuid and d.person_id = u.id and d.device_id = $3::uuid)
        as "knownDevice",
      array(select r.key from memberships m join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
        where m.tenant_id = $1::uuid and m.person_id = u.id) as roles
    from users u join passwords p on p.tenant_id = u.tenant_id and p.person_id = u.id
    where u.tenant_id = $1::uuid and u.${column} = $2
    order by (u.${column}_verified_at is not null) desc, u.id desc limit 1`,
});
const FIND = { email: findBy('email'), mobile: findBy('mobile') };
