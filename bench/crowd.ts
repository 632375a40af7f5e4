import { inTenant } from '@/db/client';
import { hashPassword } from '@/lib/auth/password';
import { storePassword } from '@/lib/auth/store-password';
import { clock } from '@/lib/base/clock';
import { insertPerson } from '@/lib/person/new-person';
import { openWallet } from '@/lib/person/open-wallet';
import type { Tenant } from '@/lib/policy/tenant';

export const CROWD_PASSWORD = 'a crowd that signs in at once';

/** Writes people who can sign in; their password is one, its hash made once. Gives their names. */
export async function makeCrowd(tenant: Tenant, size: number): Promise<string[]> {
  const hash = await hashPassword(CROWD_PASSWORD);
  const now = clock.now();
  return inTenant(tenant.id, async (tx) => {
    const names: string[] = [];
    for (let n = 0; n < size; n++) {
      const email = `crowd-${n}@example.com`;
      const personId = await insertPerson(tx, tenant.id, now, {
        name: `Crowd ${n}`,
        email,
        emailVerifiedAt: now,
        status: 'active',
        roles: ['user'],
      });
      await storePassword(tx, tenant.id, personId, hash, now);
      await openWallet(tx, tenant.id, personId, tenant.currency, now);
      names.push(email);
    }
    return names;
  });
}
