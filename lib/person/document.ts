import { fingerprint, seal, unseal } from '../base/seal';

export const DOCUMENT_KINDS = ['national_id', 'passport'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

const PURPOSE = 'identity-document';
const DOT = '•';
const placeOf = (tenantId: string, documentId: string) => `document:${tenantId}:${documentId}`;

/** Spaces, hyphens and case are how a number is written and not what it is. */
const plain = (number: string) => number.replace(/[\s-]/g, '').toUpperCase();

/** Seals a document's number for its row; it opens in that row and nowhere else. */
export const sealDocument = (tenantId: string, documentId: string, number: string): Buffer =>
  seal(plain(number), PURPOSE, placeOf(tenantId, documentId));

/** Opens a document's sealed number. */
export const openDocument = (tenantId: string, documentId: string, sealed: Buffer): string =>
  unseal(sealed, PURPOSE, placeOf(tenantId, documentId));

/** Finds a document again by its number, in any spelling of spaces, hyphens and case. */
export const documentFingerprint = (kind: DocumentKind, number: string): Buffer =>
  fingerprint(`${kind}:${plain(number)}`, PURPOSE);

/** A document's number with the last three signs alone. */
export const maskDocument = (number: string): string =>
  DOT.repeat(Math.max(0, number.length - 3)) + number.slice(-3);
