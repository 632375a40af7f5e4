import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { documentChecks, documentPictures } from '@/db/schema/kyc';
import { identityDocuments } from '@/db/schema/person';
import { registrations } from '@/db/schema/sim';
import { newId } from '../../base/id';
import { notFound } from '../../base/refusal';
import { sealBytes, unsealBytes } from '../../base/seal';
import { type Actor, may, personIdOf } from '../../policy/actor';
import type { StoredDocument, StoredPicture } from './kyc';

const PURPOSE = 'document-picture';
const placeOf = (tenantId: string, pictureId: string) => `picture:${tenantId}:${pictureId}`;

export const sealPicture = (tenantId: string, pictureId: string, image: Uint8Array): Buffer =>
  sealBytes(image, PURPOSE, placeOf(tenantId, pictureId));

export const openPicture = (tenantId: string, pictureId: string, sealed: Buffer): Buffer =>
  unsealBytes(sealed, PURPOSE, placeOf(tenantId, pictureId));

const isOne = (tenantId: string, documentId: string) =>
  and(eq(identityDocuments.tenantId, tenantId), eq(identityDocuments.id, documentId));

/** Locks a document's row, which every deed about it takes first. */
export async function lockDocument(tx: Tx, tenantId: string, documentId: string): Promise<StoredDocument> {
  const [found] = await tx.select().from(identityDocuments).where(isOne(tenantId, documentId)).for('update');
  if (!found) throw notFound();
  return found;
}

export async function readDocument(tx: Tx, tenantId: string, documentId: string): Promise<StoredDocument> {
  const [found] = await tx.select().from(identityDocuments).where(isOne(tenantId, documentId));
  if (!found) throw notFound();
  return found;
}

type Change = Partial<Pick<StoredDocument, 'verifiedAt' | 'readyAt' | 'refusedAt'>>;

export async function saveDocument(tx: Tx, { tenantId, id }: StoredDocument, change: Change): Promise<void> {
  await tx.update(identityDocuments).set(change).where(isOne(tenantId, id));
}

const SHOWN = {
  tenantId: documentPictures.tenantId,
  id: documentPictures.id,
  documentId: documentPictures.documentId,
  swapId: documentPictures.swapId,
  side: documentPictures.side,
  width: documentPictures.width,
  height: documentPictures.height,
  takenBy: documentPictures.takenBy,
  takenAt: documentPictures.takenAt,
  replacedAt: documentPictures.replacedAt,
};

/** The pictures of a document that stand, without their images; those of swaps too. */
export function readPictures(tx: Tx, tenantId: string, documentId: string): Promise<StoredPicture[]> {
  return tx
    .select(SHOWN)
    .from(documentPictures)
    .where(
      and(
        eq(documentPictures.tenantId, tenantId),
        eq(documentPictures.documentId, documentId),
        isNull(documentPictures.replacedAt),
      ),
    )
    .orderBy(documentPictures.id);
}

export type Check = Pick<
  typeof documentChecks.$inferInsert,
  'by' | 'verdict' | 'checkedBy' | 'note' | 'reference'
>;

/** Writes down what became of a look at a document. */
export async function insertCheck(tx: Tx, document: StoredDocument, at: Date, check: Check): Promise<void> {
  await tx.insert(documentChecks).values({
    ...{ tenantId: document.tenantId, id: newId(at), documentId: document.id, at },
    ...{ writtenBy: document.createdBy, ...check },
  });
}

/** Whether somebody looks after a customer's document: they wrote it, they registered a card on it, or they review documents. */
export async function servesDocument(tx: Tx, actor: Actor, document: StoredDocument): Promise<boolean> {
  const staffId = personIdOf(actor);
  if (!staffId || document.personId === staffId) return false;
  if (may(actor, 'kyc.verify') || document.createdBy === staffId) return true;
  const [registered] = await tx
    .select({ id: registrations.id })
    .from(registrations)
    .where(
      and(
        eq(registrations.tenantId, document.tenantId),
        eq(registrations.personId, document.personId),
        eq(registrations.documentId, document.id),
        eq(registrations.registeredBy, staffId),
      ),
    )
    .limit(1);
  return registered !== undefined;
}
