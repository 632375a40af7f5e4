import { users } from '@/db/schema/person';
import { newId } from '../base/id';
import type { SampleGround } from '../command/command';
import { hashPassword } from './password';
import { storePassword } from './store-password';

const PASSWORD = 'a sample of a long password';

/** Writes an active person with a confirmed e-mail and a password, for the samples of commands. */
export async function samplePerson({ tx, tenant, now }: SampleGround) {
  const personId = newId(now);
  const email = `sample-${personId.slice(-12)}@example.com`;
  await tx.insert(users).values({
    tenantId: tenant.id,
    id: personId,
    name: 'Sample Person',
    email,
    emailVerifiedAt: now,
    status: 'active',
    createdAt: now,
  });
  await storePassword(tx, tenant.id, personId, await hashPassword(PASSWORD), now);
  return { personId, email, password: PASSWORD };
}
