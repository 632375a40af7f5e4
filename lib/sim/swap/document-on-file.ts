import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { identityDocuments } from '@/db/schema/person';
import { type DocumentKind, documentFingerprint } from '../../person/document';

export type ReadDocument = { documentKind: DocumentKind; documentNumber: string };

/** Whether a document that somebody read is the one on file for a person; what is on file is not shown. */
export async function isDocumentOf(
  tx: Tx,
  tenantId: string,
  personId: string,
  { documentKind, documentNumber }: ReadDocument,
): Promise<boolean> {
  const found = await tx
    .select({ id: identityDocuments.id })
    .from(identityDocuments)
    .where(
      and(
        eq(identityDocuments.tenantId, tenantId),
        eq(identityDocuments.personId, personId),
        eq(identityDocuments.kind, documentKind),
        eq(identityDocuments.numberFingerprint, documentFingerprint(documentKind, documentNumber)),
      ),
    );
  return found.length > 0;
}
