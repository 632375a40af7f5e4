import type { Tx } from '@/db/client';
import { type PasskeyMake, refusalOfMake } from '../policy/passkey-policy';
import { countingKinds, type Enrolled } from '../policy/second-factor-policy';
import type { Tenant } from '../policy/tenant';

/** What a person has to prove themselves with, beside a password. */
export type Factors = { totp: number; passkeys: (PasskeyMake & { id: string })[]; recoveryCodes: number };

const READ = {
  name: 'factors-of-person',
  text: `select (select count(*)::int from totp_factors
        where tenant_id = $1 and person_id = $2 and confirmed_at is not null) as totp,
      (select count(*)::int from recovery_codes
        where tenant_id = $1 and person_id = $2 and used_at is null) as "recoveryCodes",
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'aaguid', aaguid, 'backupEligible', backup_eligible)), '[]')
        from passkeys where tenant_id = $1 and person_id = $2) as passkeys`,
};

/** Gives the factors of a person; of nobody there are none. */
export async function factorsOf(tx: Tx, tenantId: string, personId: string | null): Promise<Factors> {
  const { rows } = await tx.$client.query<Factors>({ ...READ, values: [tenantId, personId] });
  return rows[0] ?? { totp: 0, passkeys: [], recoveryCodes: 0 };
}

/** As `factorsOf`, and whoever else adds or removes a factor of this person waits for the end of this deed. */
export async function lockFactorsOf(tx: Tx, tenantId: string, personId: string): Promise<Factors> {
  await tx.$client.query({
    name: 'factors-lock',
    text: 'select from users where tenant_id = $1 and id = $2 for no key update',
    values: [tenantId, personId],
  });
  return factorsOf(tx, tenantId, personId);
}

/** The passkeys that the tenant takes as it is set today. */
export const takenPasskeys = (tenant: Tenant, { passkeys }: Factors) =>
  passkeys.filter((passkey) => !refusalOfMake(tenant, passkey));

/** Which kinds there are, as far as the tenant takes them. */
export const enrolledIn = (tenant: Tenant, factors: Factors): Enrolled => ({
  totp: factors.totp > 0,
  passkey: takenPasskeys(tenant, factors).length > 0,
});

/** The kinds that count for somebody here, passkeys first. */
export const kindsThatCount = (tenant: Tenant, factors: Factors) =>
  countingKinds(tenant, enrolledIn(tenant, factors));

/** The passkeys that count for somebody here. */
export const passkeysThatCount = (tenant: Tenant, factors: Factors) =>
  kindsThatCount(tenant, factors).includes('passkey') ? takenPasskeys(tenant, factors) : [];
