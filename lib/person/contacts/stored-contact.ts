import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { trustedContacts } from '@/db/schema/outage';
import { newId } from '../../base/id';

type StoredContact = typeof trustedContacts.$inferSelect;
type Named = Pick<StoredContact, 'personId' | 'name' | 'channel' | 'address'> & { agreedAt?: Date };

/** The contacts that somebody has named and not taken away, in order; their person is locked, so that two added at once are counted. */
export async function lockContacts(tx: Tx, tenantId: string, personId: string): Promise<StoredContact[]> {
  await tx.$client.query({
    name: 'contacts-person',
    text: 'select id from users where tenant_id = $1 and id = $2 for no key update',
    values: [tenantId, personId],
  });
  return readContacts(tx, tenantId, personId);
}

export const readContacts = (tx: Tx, tenantId: string, personId: string): Promise<StoredContact[]> =>
  tx
    .select()
    .from(trustedContacts)
    .where(
      and(
        eq(trustedContacts.tenantId, tenantId),
        eq(trustedContacts.personId, personId),
        isNull(trustedContacts.removedAt),
      ),
    )
    .orderBy(trustedContacts.id);

/** Writes a contact; gives the id. */
export async function insertContact(tx: Tx, tenantId: string, now: Date, named: Named): Promise<string> {
  const id = newId(now);
  await tx.insert(trustedContacts).values({ tenantId, id, addedAt: now, ...named });
  return id;
}

/** A contact that stands, locked; undefined for one that is unknown or was taken away. */
export async function lockContact(tx: Tx, tenantId: string, id: string): Promise<StoredContact | undefined> {
  const [one] = await tx
    .select()
    .from(trustedContacts)
    .where(
      and(
        eq(trustedContacts.tenantId, tenantId),
        eq(trustedContacts.id, id),
        isNull(trustedContacts.removedAt),
      ),
    )
    .for('update');
  return one;
}

/** Writes what a step changes in a contact that is locked. */
export async function saveContact(
  tx: Tx,
  { tenantId, id }: StoredContact,
  change: Partial<StoredContact>,
): Promise<void> {
  await tx
    .update(trustedContacts)
    .set(change)
    .where(and(eq(trustedContacts.tenantId, tenantId), eq(trustedContacts.id, id)));
}
