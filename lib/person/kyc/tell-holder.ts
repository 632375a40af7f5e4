import type { Deed } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { maskDocument, openDocument } from '../document';
import type { StoredDocument } from './kyc';

/**
 * Tells the holder on every confirmed address that a document of theirs counts, or does not: with it go their limits, and
 * what opens a swap at a counter. Why it was refused is for the staff, and is not in it.
 */
export async function tellOfDocument(
  { tx, tenant, now }: Pick<Deed, 'tx' | 'tenant' | 'now'>,
  { id, personId, number }: StoredDocument,
  template: 'documentVerified' | 'documentRefused',
): Promise<void> {
  const document = maskDocument(openDocument(tenant.id, id, number));
  await notifyPerson(tx, tenant, now, personId, { template, values: { number: document }, everywhere: true });
}
