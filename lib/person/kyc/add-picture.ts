import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { documentPictures } from '@/db/schema/kyc';
import { idText, newId } from '../../base/id';
import { notFound, notSignedIn, Refusal } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { may, personIdOf } from '../../policy/actor';
import { lackingSides, ownDocument, SIDES, type Side, type StoredDocument } from './kyc';
import { refusalOfSwapPicture } from './pictures-for-swap';
import { PICTURE_MAX_BYTES, pictureTooLarge, type ReEncoded, reEncode } from './re-encode';
import { sampleDocument, samplePicture } from './sample-kyc';
import { lockDocument, readPictures, saveDocument, sealPicture, servesDocument } from './stored-document';

const input = z.strictObject({
  documentId: idText,
  side: z.enum(SIDES),
  swapId: idText.optional(),
  /** The file as it came. */
  picture: z.instanceof(Uint8Array),
});

/**
 * Takes a picture of a document, or of the face beside it, from whoever serves the customer. It is drawn anew and sealed;
 * the one of the same side before it stays as evidence. What is new waits for a second pair of eyes.
 */
export const addPicture = command({
  name: 'kyc.picture.add',
  proof: 'second-factor',
  perMinute: 30,
  input,
  output: z.strictObject({ documentId: z.uuid(), pictureId: z.uuid(), side: z.enum(SIDES) }),
  agreedTo: ({ documentId, side, swapId = '' }) => ({ documentId, side, swapId }),
  async prepare(_deed, { picture }) {
    if (picture.byteLength > PICTURE_MAX_BYTES) throw pictureTooLarge();
    return reEncode(Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength));
  },
  async run(deed, { documentId, side, swapId = null }, drawn) {
    const { tx, tenant, now } = deed;
    const document = await lockDocument(tx, tenant.id, documentId);
    const staffId = await assertMayAdd(deed, document, { side, swapId });
    const pictureId = newId(now);
    const replaced = await replaceBefore(tx, document, { side, swapId }, now);
    await insertPicture(tx, document, { pictureId, side, swapId, staffId, now }, drawn);
    if (!swapId) await putInWait(tx, document, now);
    const { width, height } = drawn;
    return {
      output: { documentId, pictureId, side },
      evidence: {
        subject: `document:${documentId}`,
        severity: document.verifiedAt && !swapId ? 'warning' : undefined,
        change: { picture: pictureId, side, swap: swapId, replaced, width, height },
      },
    };
  },
  async sample(ground) {
    const { documentId } = await sampleDocument(ground, { writtenBy: ground.actorId });
    return { documentId, side: 'front', picture: await samplePicture() };
  },
});

type Which = { side: Side; swapId: string | null };

async function assertMayAdd({ tx, actor }: Deed, document: StoredDocument, which: Which): Promise<string> {
  const staffId = personIdOf(actor);
  if (!staffId) throw notSignedIn();
  if (document.personId === staffId) throw ownDocument();
  if (which.swapId) {
    const refused = await refusalOfSwapPicture(tx, actor, document, which.swapId);
    if (refused) throw refused;
    return staffId;
  }
  // A document of somebody else's customer is answered as one that does not exist.
  if (!(await servesDocument(tx, actor, document))) throw notFound();
  if (document.verifiedAt && !may(actor, 'kyc.verify')) {
    const pictures = await readPictures(tx, document.tenantId, document.id);
    if (pictures.some(({ side, swapId }) => side === which.side && !swapId)) throw picturesStand();
  }
  return staffId;
}

/** Takes the picture of the same side out of its place. Gives its id, or null where there was none. */
async function replaceBefore(tx: Tx, document: StoredDocument, { side, swapId }: Which, now: Date) {
  const [before] = await tx
    .update(documentPictures)
    .set({ replacedAt: now })
    .where(
      and(
        eq(documentPictures.tenantId, document.tenantId),
        eq(documentPictures.documentId, document.id),
        eq(documentPictures.side, side),
        swapId ? eq(documentPictures.swapId, swapId) : isNull(documentPictures.swapId),
        isNull(documentPictures.replacedAt),
      ),
    )
    .returning({ id: documentPictures.id });
  return before?.id ?? null;
}

type Taken = Which & { pictureId: string; staffId: string; now: Date };

async function insertPicture(tx: Tx, { tenantId, id }: StoredDocument, taken: Taken, drawn: ReEncoded) {
  const { pictureId, side, swapId, staffId, now } = taken;
  const { image, width, height } = drawn;
  await tx.insert(documentPictures).values({
    ...{ tenantId, id: pictureId, documentId: id, swapId, side, width, height },
    ...{ image: sealPicture(tenantId, pictureId, image), takenBy: staffId, takenAt: now },
  });
}

/** With the front and the face there is something to look at; what was refused before may be right now. */
async function putInWait(tx: Tx, document: StoredDocument, now: Date): Promise<void> {
  const pictures = await readPictures(tx, document.tenantId, document.id);
  const there = pictures.filter(({ swapId }) => !swapId).map(({ side }) => side);
  if (lackingSides(there).length === 0) await saveDocument(tx, document, { readyAt: now, refusedAt: null });
}

const picturesStand = () =>
  new Refusal(
    'kyc_pictures_stand',
    'This document is verified, so its picture stays. A supervisor can take a newer one.',
    { status: 403 },
  );
