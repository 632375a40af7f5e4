import { calendarOf } from '../../base/clock';
import type { Deed } from '../../command/command';
import { type DocumentKind, documentFingerprint } from '../../person/document';

export type ReadDocument = { documentKind: DocumentKind; documentNumber: string };

/**
 * Whether a document that somebody read is one on file for a person and good today; what is on file is not shown. One that the
 * registry or a second member of staff said no to is not, until one of them has said yes: new pictures alone change nothing.
 */
export async function isDocumentOf(
  { tx, tenant, now }: Pick<Deed, 'tx' | 'tenant' | 'now'>,
  personId: string,
  { documentKind, documentNumber }: ReadDocument,
): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'swap-document',
    text: `select from identity_documents d where tenant_id = $1 and person_id = $2 and kind = $3
             and number_fingerprint = $4 and (expires_on is null or expires_on >= $5::date)
             and refused_at is null and (verified_at is not null or not exists (select from document_checks c
               where c.tenant_id = $1 and c.document_id = d.id and c.verdict = 'refused'))`,
    values: [
      ...[tenant.id, personId, documentKind],
      ...[documentFingerprint(documentKind, documentNumber), calendarOf(now, tenant.timeZone).day],
    ],
  });
  return rowCount !== 0;
}
