import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { documentChecks } from '@/db/schema/kyc';
import { identityDocuments, users } from '@/db/schema/person';
import { calendarOf } from '../../base/clock';
import { idText } from '../../base/id';
import { maskName } from '../../base/mask';
import { notFound, notSignedIn } from '../../base/refusal';
import { query } from '../../command/command';
import { may, personIdOf } from '../../policy/actor';
import { DOCUMENT_KINDS, maskDocument, openDocument } from '../document';
import { identityRegistry } from './chosen-registry';
import {
  DOCUMENT_STATES,
  documentState,
  lackingSides,
  lookedAt,
  refusalOfEyes,
  refusalOfVerifying,
  SIDES,
} from './kyc';
import { VERDICTS } from './registry';
import { sampleDocument, sampleWaiting } from './sample-kyc';
import { mayLookAt } from './show-picture';
import { readDocument, readPictures, servesDocument } from './stored-document';

const PAGE = 25;
const MOST_CHECKS = 20;
const state = z.enum(DOCUMENT_STATES);

/** The lists of whoever reviews documents; `mine` is what one wrote oneself, and all that an agent has. */
export const DOCUMENT_LISTS = ['waiting', 'refused', 'mine'] as const;

/** Documents that somebody has to do something about: the oldest first where they wait, one's own the newest first. */
export const listDocuments = query({
  name: 'kyc.list',
  proof: 'second-factor',
  input: z.strictObject({ of: z.enum(DOCUMENT_LISTS).optional(), after: idText.optional() }),
  output: z.strictObject({
    of: z.enum(DOCUMENT_LISTS),
    mayReview: z.boolean(),
    documents: z.array(
      z.strictObject({
        ...{ id: z.uuid(), kind: z.enum(DOCUMENT_KINDS), number: z.string(), name: z.string(), state },
        ...{ createdAt: z.date(), readyAt: z.date().nullable() },
      }),
    ),
    next: z.uuid().nullable(),
  }),
  async run({ tx, actor, tenant, now }, filter) {
    const staffId = personIdOf(actor);
    if (!staffId) throw notSignedIn();
    const mayReview = may(actor, 'kyc.verify');
    const of = mayReview ? (filter.of ?? 'waiting') : 'mine';
    const { id, readyAt, refusedAt, verifiedAt, createdBy } = identityDocuments;
    const which = {
      waiting: isNotNull(readyAt),
      refused: isNotNull(refusedAt),
      mine: and(eq(createdBy, staffId), isNull(verifiedAt)),
    }[of];
    const isNewestFirst = of === 'mine';
    const from = filter.after && (isNewestFirst ? lt(id, filter.after) : gt(id, filter.after));
    const rows = await tx
      .select({ document: identityDocuments, name: users.name })
      .from(identityDocuments)
      .innerJoin(
        users,
        and(eq(users.tenantId, identityDocuments.tenantId), eq(users.id, identityDocuments.personId)),
      )
      .where(and(eq(identityDocuments.tenantId, tenant.id), which, from || undefined))
      .orderBy(isNewestFirst ? desc(id) : asc(id))
      .limit(PAGE + 1);
    const { day } = calendarOf(now, tenant.timeZone);
    const documents = rows.slice(0, PAGE).map(({ document, name }) => ({
      ...{ id: document.id, kind: document.kind, name: maskName(name), state: documentState(document, day) },
      number: maskDocument(openDocument(tenant.id, document.id, document.number)),
      ...{ createdAt: document.createdAt, readyAt: document.readyAt },
    }));
    return { of, mayReview, documents, next: rows.length > PAGE ? (documents.at(-1)?.id ?? null) : null };
  },
  async sample(ground) {
    await sampleDocument(ground, { writtenBy: ground.actorId });
    return {};
  },
});

const shown = z.strictObject({
  ...{ id: z.uuid(), kind: z.enum(DOCUMENT_KINDS), state },
  /** Whole for whoever compares it with the picture, masked for all others; the names and the birth date likewise. */
  ...{ number: z.string(), name: z.string(), birthDate: z.string().nullable() },
  ...{ expiresOn: z.string().nullable(), createdAt: z.date(), writtenBy: z.string().nullable() },
  verifiedAt: z.date().nullable(),
  lacking: z.array(z.enum(SIDES)),
  pictures: z.array(
    z.strictObject({
      ...{ id: z.uuid(), side: z.enum(SIDES), isOfSwap: z.boolean(), takenAt: z.date(), takenBy: z.string() },
      ...{ width: z.number().int(), height: z.number().int(), mayLook: z.boolean() },
    }),
  ),
  looked: z.string(),
  checks: z.array(
    z.strictObject({
      ...{ id: z.uuid(), by: z.enum(['staff', 'registry']), verdict: z.enum(VERDICTS), at: z.date() },
      ...{ name: z.string().nullable(), note: z.string().nullable(), reference: z.string().nullable() },
    }),
  ),
  /** Whether the asker reviews documents at all, and the codes of why not this one; null where they may. */
  ...{ mayReview: z.boolean(), mayNotLook: z.string().nullable(), mayNotVerify: z.string().nullable() },
  hasRegistry: z.boolean(),
});
export type ShownDocument = z.infer<typeof shown>;

/** A document on one page: what is on file, its pictures, what was said of it, and what the asker may do. */
export const showDocument = query({
  name: 'kyc.show',
  proof: 'second-factor',
  input: z.strictObject({ documentId: idText }),
  evidence: ({ documentId }) => ({ subject: `document:${documentId}` }),
  output: shown,
  async run({ tx, actor, tenant, now }, { documentId }) {
    const document = await readDocument(tx, tenant.id, documentId);
    const mayReview = may(actor, 'kyc.verify');
    if (!mayReview && !(await servesDocument(tx, actor, document))) throw notFound();
    const pictures = await readPictures(tx, tenant.id, documentId);
    const checks = await readChecks(tx, tenant.id, documentId);
    const { day } = calendarOf(now, tenant.timeZone);
    const own = pictures.filter(({ swapId }) => !swapId).map(({ side }) => side);
    const names = await namesOf(tx, tenant.id, [
      document.createdBy,
      ...pictures.map(({ takenBy }) => takenBy),
      ...checks.map(({ checkedBy }) => checkedBy),
    ]);
    const nameOf = (id: string | null) => (id && names.get(id)) || null;
    const { kind, expiresOn, createdAt, verifiedAt } = document;
    const staffId = personIdOf(actor);
    return {
      ...{ id: documentId, kind, expiresOn, createdAt, verifiedAt, state: documentState(document, day) },
      ...(mayReview && document.personId !== staffId ? whole(document) : masked(document)),
      writtenBy: nameOf(document.createdBy),
      lacking: lackingSides(own),
      pictures: pictures.map((one) => ({
        ...{ id: one.id, side: one.side, isOfSwap: one.swapId !== null, takenAt: one.takenAt },
        ...{ width: one.width, height: one.height, takenBy: nameOf(one.takenBy) ?? '' },
        mayLook: mayLookAt(actor, one),
      })),
      looked: lookedAt(pictures),
      checks: checks.map(({ id, by, verdict, at, checkedBy, note, reference }) => ({
        ...{ id, by, verdict, at, note, reference, name: nameOf(checkedBy) },
      })),
      mayReview,
      mayNotLook: refusalOfEyes({ document, pictures, staffId })?.code ?? null,
      mayNotVerify: refusalOfVerifying({ document, pictures }, day)?.code ?? null,
      hasRegistry: identityRegistry() !== undefined,
    };
  },
  async sample(ground) {
    const { documentId } = await sampleDocument(ground, { writtenBy: ground.actorId });
    await sampleWaiting(ground);
    return { documentId };
  },
});

type Stored = Awaited<ReturnType<typeof readDocument>>;

const whole = (document: Stored) => ({
  number: openDocument(document.tenantId, document.id, document.number),
  name: `${document.givenNames} ${document.familyName}`,
  birthDate: document.birthDate,
});

const masked = (document: Stored) => ({
  number: maskDocument(openDocument(document.tenantId, document.id, document.number)),
  name: maskName(`${document.givenNames} ${document.familyName}`),
  birthDate: null,
});

function readChecks(tx: Tx, tenantId: string, documentId: string) {
  return tx
    .select()
    .from(documentChecks)
    .where(and(eq(documentChecks.tenantId, tenantId), eq(documentChecks.documentId, documentId)))
    .orderBy(desc(documentChecks.id))
    .limit(MOST_CHECKS);
}

async function namesOf(tx: Tx, tenantId: string, ids: readonly (string | null)[]) {
  const known = ids.filter((id) => id !== null);
  const found = await tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(eq(users.tenantId, tenantId), inArray(users.id, known)));
  return new Map(found.map(({ id, name }) => [id, name]));
}
