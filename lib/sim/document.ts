import { and, eq, inArray } from 'drizzle-orm';
import { TryAgain, type Tx } from '@/db/client';
import { identityDocuments } from '@/db/schema/person';
import { numbers } from '@/db/schema/sim';
import { calendarOf } from '../base/clock';
import { newId } from '../base/id';
import { Refusal } from '../base/refusal';
import { type DocumentKind, documentFingerprint, sealDocument } from '../person/document';
import { isExpired, type StoredDocument } from '../person/kyc/kyc';
import { insertPerson } from '../person/new-person';
import { foldWords } from '../person/search-words';
import type { Tenant } from '../policy/tenant';

export type Identity = {
  kind: DocumentKind;
  number: string;
  givenNames: string;
  familyName: string;
  birthDate: string;
  /** The last day that is printed on it, as `2030-01-31`; null where none is, or nobody read it. */
  expiresOn: string | null;
};

const HOLDING = ['pending', 'active', 'suspended'] as const;

type Found = { documentId: string; personId: string; isNew: boolean };

/**
 * Finds the customer behind a document, or writes a new one; the document's row stays locked, so that what is counted
 * on it holds until the end. Refuses names or a birth date that differ from those on file, without saying which they are.
 */
export async function lockIdentity(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  identity: Identity,
  newcomer: { email: string | null; mobile: string; locale: string; registeredBy: string | null },
): Promise<Found> {
  const mark = documentFingerprint(identity.kind, identity.number);
  const [known] = await tx
    .select()
    .from(identityDocuments)
    .where(
      and(
        eq(identityDocuments.tenantId, tenant.id),
        eq(identityDocuments.kind, identity.kind),
        eq(identityDocuments.numberFingerprint, mark),
      ),
    )
    .for('update');
  if (known) {
    if (!isSamePerson(known, identity)) throw detailsDiffer();
    await keepExpiry(tx, known, identity, calendarOf(now, tenant.timeZone).day);
    return { documentId: known.id, personId: known.personId, isNew: false };
  }
  const { registeredBy, ...contact } = newcomer;
  const personId = await insertPerson(tx, tenant.id, now, {
    name: `${identity.givenNames} ${identity.familyName}`,
    ...contact,
    status: 'invited',
    roles: ['user'],
    grantedBy: registeredBy,
  });
  const documentId = newId(now);
  const written = await tx
    .insert(identityDocuments)
    .values({
      tenantId: tenant.id,
      id: documentId,
      personId,
      kind: identity.kind,
      number: sealDocument(tenant.id, documentId, identity.number),
      numberFingerprint: mark,
      givenNames: identity.givenNames,
      familyName: identity.familyName,
      birthDate: identity.birthDate,
      expiresOn: identity.expiresOn,
      createdAt: now,
      createdBy: registeredBy,
    })
    .onConflictDoNothing()
    .returning({ id: identityDocuments.id });
  // Somebody registered the same document a moment ago: look again, and find it.
  if (written.length === 0) throw new TryAgain('the document was registered meanwhile');
  return { documentId, personId, isNew: true };
}

/**
 * Writes down a last day that nobody had read yet. One that is on file stays until it is past: then the customer holds a
 * renewed document under the same number, which somebody has to look at anew.
 */
async function keepExpiry(
  tx: Tx,
  known: StoredDocument,
  { expiresOn }: Identity,
  day: string,
): Promise<void> {
  const isRenewed = isExpired(known, day);
  if (!expiresOn || (known.expiresOn && !isRenewed)) return;
  await tx
    .update(identityDocuments)
    .set({ expiresOn, ...(isRenewed ? { verifiedAt: null } : {}) })
    .where(and(eq(identityDocuments.tenantId, known.tenantId), eq(identityDocuments.id, known.id)));
}

/** Accents, order and case of names do not count: two counters type one person in two ways. */
function isSamePerson(
  known: { givenNames: string; familyName: string; birthDate: string },
  given: Identity,
): boolean {
  const words = (of: { givenNames: string; familyName: string }) =>
    foldWords(`${of.givenNames} ${of.familyName}`).sort().join(' ');
  return known.birthDate === given.birthDate && words(known) === words(given);
}

/** Refuses one number more than a document may hold. The document's row must be locked. */
export async function assertMayHoldAnother(
  tx: Tx,
  tenant: Tenant,
  documentId: string,
  kind: DocumentKind,
): Promise<void> {
  const held = await tx
    .select({ id: numbers.id })
    .from(numbers)
    .where(
      and(
        eq(numbers.tenantId, tenant.id),
        eq(numbers.documentId, documentId),
        inArray(numbers.state, HOLDING),
      ),
    );
  const most = tenant.settings.numbersPerDocument[kind];
  if (held.length >= most) throw holdsTooMany(most);
}

const detailsDiffer = () =>
  new Refusal(
    'identity_differs',
    'The names or the birth date are not those on file for this document. Read the document again.',
    {
      status: 409,
      field: 'documentNumber',
    },
  );

const holdsTooMany = (most: number) =>
  new Refusal(
    'document_holds_too_many',
    'This document holds {most} numbers already, which is the most that one may.',
    {
      status: 409,
      field: 'documentNumber',
      values: { most },
    },
  );
