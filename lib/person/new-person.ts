import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { memberships, roles, users, userWords } from '@/db/schema/person';
import { newId } from '../base/id';
import { notFound } from '../base/refusal';
import { placeInBranch } from './branch';
import { type Searchable, searchWords } from './search-words';

type NewPerson = {
  name: string;
  email?: string | null;
  mobile?: string | null;
  emailVerifiedAt?: Date | null;
  mobileVerifiedAt?: Date | null;
  status: 'invited' | 'active';
  unitId?: string | null;
  locale?: string | null;
  roles: readonly string[];
  grantedBy?: string | null;
};

/** Writes a person with their search words and roles (by key); gives their id. Who may do so is the caller's to decide. */
export async function insertPerson(tx: Tx, tenantId: string, now: Date, person: NewPerson): Promise<string> {
  const id = newId(now);
  const { roles: roleKeys, grantedBy, ...fields } = person;
  await tx.insert(users).values({ tenantId, id, createdAt: now, ...fields });
  await writeWords(tx, tenantId, id, person);
  if (person.unitId) await placeInBranch(tx, tenantId, id, person.unitId);
  for (const key of roleKeys) await grantRole(tx, tenantId, id, key, grantedBy ?? null, now);
  return id;
}

/** Writes a membership; doing it twice changes nothing. */
export async function grantRole(
  tx: Tx,
  tenantId: string,
  personId: string,
  roleKey: string,
  grantedBy: string | null,
  now: Date,
) {
  const [role] = await tx
    .select({ id: roles.id })
    .from(roles)
    .where(and(eq(roles.tenantId, tenantId), eq(roles.key, roleKey)));
  if (!role) throw notFound();
  await tx
    .insert(memberships)
    .values({ tenantId, personId, roleId: role.id, grantedBy, grantedAt: now })
    .onConflictDoNothing();
}

/** Replaces the words by which a person is found. */
export async function writeWords(tx: Tx, tenantId: string, personId: string, of: Searchable) {
  await tx.delete(userWords).where(and(eq(userWords.tenantId, tenantId), eq(userWords.personId, personId)));
  const words = searchWords(of);
  if (words.length > 0)
    await tx.insert(userWords).values(words.map((word) => ({ tenantId, personId, word })));
}
