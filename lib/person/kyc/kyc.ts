// 1. A document counts when the registry of IDs or a second member of staff has said that it is good, and never before.
// 2. Nobody says it of their own document, of one that they wrote, or of a picture that they took.
// 3. A picture is never changed: a newer one takes its place, and the older stays as evidence.
import type { documentPictures } from '@/db/schema/kyc';
import type { identityDocuments } from '@/db/schema/person';
import { Refusal } from '../../base/refusal';

export const SIDES = ['front', 'back', 'face'] as const;
export type Side = (typeof SIDES)[number];

/** Without these nobody can compare a person with what is on file. A passport has no other side that matters. */
const NEEDED: readonly Side[] = ['front', 'face'];

export const DOCUMENT_STATES = ['lacking', 'waiting', 'verified', 'refused', 'expired'] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

export type StoredDocument = typeof identityDocuments.$inferSelect;
/** A picture without its image, which only who looks at it is given. */
export type StoredPicture = Omit<typeof documentPictures.$inferSelect, 'image'>;

type Stood = Pick<StoredDocument, 'expiresOn' | 'verifiedAt' | 'readyAt' | 'refusedAt'>;

/** Whether a document is past its last day; `day` is the tenant's today, as `2026-11-21`. */
export const isExpired = ({ expiresOn }: Pick<Stood, 'expiresOn'>, day: string): boolean =>
  expiresOn !== null && expiresOn < day;

/** How a document stands, in a word. */
export function documentState(document: Stood, day: string): DocumentState {
  if (isExpired(document, day)) return 'expired';
  if (document.verifiedAt) return 'verified';
  if (document.readyAt) return 'waiting';
  return document.refusedAt ? 'refused' : 'lacking';
}

/** The sides that are still to be pictured. */
export const lackingSides = (there: readonly Side[]): Side[] =>
  NEEDED.filter((side) => !there.includes(side));

type Looked = { document: StoredDocument; pictures: readonly StoredPicture[]; staffId: string | null };

/** Gives why this member of staff may not be the second pair of eyes, or undefined. */
export function refusalOfEyes({ document, pictures, staffId }: Looked): Refusal | undefined {
  if (staffId === null) return needsAPerson();
  if (document.personId === staffId) return ownDocument();
  const took = pictures.some(({ takenBy, swapId }) => swapId === null && takenBy === staffId);
  return document.createdBy === staffId || took ? otherEyes() : undefined;
}

/** Gives why a document cannot be said to be good now, or undefined. */
export function refusalOfVerifying({ document, pictures }: Omit<Looked, 'staffId'>, day: string) {
  if (isExpired(document, day)) return expired();
  if (document.verifiedAt && !document.readyAt) return isVerified();
  const there = pictures.filter(({ swapId }) => swapId === null).map(({ side }) => side);
  return lackingSides(there).length > 0 ? picturesLack() : undefined;
}

/** What somebody has before their eyes: it must still be there when they say what they think of it. */
export const lookedAt = (pictures: readonly Pick<StoredPicture, 'id'>[]): string =>
  pictures
    .map(({ id }) => id)
    .sort()
    .join(' ');

export const ownDocument = () =>
  new Refusal('kyc_own_document', 'Nobody takes care of their own document. Ask a colleague.', {
    status: 403,
  });

const needsAPerson = () =>
  new Refusal('kyc_needs_a_person', 'It takes a member of staff to look at a document.', { status: 403 });

const otherEyes = () =>
  new Refusal(
    'kyc_other_eyes',
    'You wrote this document or took its pictures, so somebody else has to look at it.',
    { status: 403 },
  );

export const expired = () =>
  new Refusal('kyc_expired', 'This document has expired. The customer needs one that is valid.', {
    status: 409,
  });

const isVerified = () =>
  new Refusal('kyc_is_verified', 'This document is verified already, and nothing of it is new.', {
    status: 409,
  });

const picturesLack = () =>
  new Refusal('kyc_pictures_lack', 'A picture of the front and one of the face are needed first.', {
    status: 409,
  });

export const picturesChanged = () =>
  new Refusal('kyc_pictures_changed', 'The pictures have changed meanwhile. Look at them once more.', {
    status: 409,
  });
