import { inTenant, type Tx } from '@/db/client';
import { totpFactors } from '@/db/schema/auth';
import { hashPassword } from '@/lib/auth/password';
import { totpPlace } from '@/lib/auth/second-factor';
import { storePassword } from '@/lib/auth/store-password';
import { newTotpSecret } from '@/lib/auth/totp';
import { clock } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { seal } from '@/lib/base/seal';
import { insertPerson } from '@/lib/person/new-person';
import { openWallet } from '@/lib/person/open-wallet';
import type { Tenant } from '@/lib/policy/tenant';

export const CROWD_PASSWORD = 'a crowd that signs in at once';

export type Member = { personId: string; email: string; mobile: string; secret: string | undefined };

type Crowd = { size: number; named: string; firstNumber: number; withTotp?: boolean; born?: string };

/** Writes people who can sign in by e-mail and number; their password is one, its hash made once. */
export async function makeCrowd(
  tenant: Tenant,
  { size, named, firstNumber, withTotp = false, born }: Crowd,
): Promise<Member[]> {
  const hash = await hashPassword(CROWD_PASSWORD);
  const now = clock.now();
  return inTenant(tenant.id, async (tx) => {
    const members: Member[] = [];
    for (let n = 0; n < size; n++) {
      const [email, mobile] = [`${named}-${n}@example.com`, `+${firstNumber + n}`];
      const personId = await insertPerson(tx, tenant.id, now, {
        ...{ name: `Crowd ${n}`, email, emailVerifiedAt: now, mobile, mobileVerifiedAt: now },
        ...{ status: 'active' as const, roles: ['user'] },
      });
      await storePassword(tx, tenant.id, personId, hash, now);
      await openWallet(tx, tenant.id, personId, tenant.currency, now);
      const secret = withTotp ? newTotpSecret() : undefined;
      if (secret) {
        const id = newId(now);
        const sealed = seal(secret, 'totp', totpPlace(tenant.id, id));
        await tx.insert(totpFactors).values({
          ...{ tenantId: tenant.id, id, personId, name: 'Authenticator', secret: sealed },
          ...{ createdAt: now, confirmedAt: now },
        });
      }
      members.push({ personId, email, mobile, secret });
    }
    if (born) await giveDocuments(tx, tenant, born);
    return members;
  });
}

/** Every code is good again, as if it had never been entered: a bench signs in more often than the clock has codes. */
export async function forgetCodes(tenant: Tenant): Promise<void> {
  await inTenant(tenant.id, (tx) =>
    tx.$client.query('update totp_factors set last_step = 0 where tenant_id = $1', [tenant.id]),
  );
}

/** Gives everybody of a tenant a document with one birth date on it. */
const giveDocuments = (tx: Tx, { id }: Tenant, birthDate: string) =>
  tx.$client.query(
    `insert into identity_documents (tenant_id, id, person_id, kind, number, number_fingerprint, given_names, family_name,
       birth_date, created_at)
     select tenant_id, gen_random_uuid(), id, 'national_id', '\\x00', decode(md5(id::text), 'hex'), 'A', 'B', $2, $3
     from users where tenant_id = $1`,
    [id, birthDate, clock.now()],
  );
