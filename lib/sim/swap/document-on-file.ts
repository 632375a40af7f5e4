import type { Deed } from '../../command/command';
import { type DocumentKind, documentFingerprint } from '../../person/document';

export type ReadDocument = { documentKind: DocumentKind; documentNumber: string };

/** Whether a document that somebody read is one on file for a person and good today; what is on file is not shown. */
export async function isDocumentOf(
  { tx, tenant, now }: Pick<Deed, 'tx' | 'tenant' | 'now'>,
  personId: string,
  { documentKind, documentNumber }: ReadDocument,
): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'swap-document',
    text: `select from identity_documents where tenant_id = $1 and person_id = $2 and kind = $3
             and number_fingerprint = $4 and (expires_on is null or expires_on >= $5::date)`,
    values: [
      ...[tenant.id, personId, documentKind],
      ...[documentFingerprint(documentKind, documentNumber), now.toISOString().slice(0, 10)],
    ],
  });
  return rowCount !== 0;
}
