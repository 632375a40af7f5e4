import { fingerprint, seal, unseal } from '../base/seal';

export const DOCUMENT_KINDS = ['national_id', 'passport'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

const DOT = '•';
const placeOf = (tenantId: string, documentId: string) => `document:${tenantId}:${documentId}`;

/** Seals a document's number for its row; it opens in that row and nowhere else. */
export const sealDocument = (tenantId: string, documentId: string, number: string): Buffer =>
  seal(number, 'document', placeOf(tenantId, documentId));

/** Opens a document's sealed number. */
export const openDocument = (tenantId: string, documentId: string, sealed: Buffer): string =>
  unseal(sealed, 'document', placeOf(tenantId, documentId));

/** Finds a document again by its number, in any spelling of spaces, hyphens and case. */
export const documentFingerprint = (kind: DocumentKind, number: string): Buffer =>
  fingerprint(`${kind}:${number.replace(/[\s-]/g, '').toUpperCase()}`, 'document');

/** A document's number with the last three signs alone. */
export const maskDocument = (number: string): string =>
  DOT.repeat(Math.max(0, number.length - 3)) + number.slice(-3);
