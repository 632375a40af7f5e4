import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { documentPictures } from '@/db/schema/kyc';
import { calendarOf } from '../../base/clock';
import { idText } from '../../base/id';
import { notFound } from '../../base/refusal';
import { query } from '../../command/command';
import { type Actor, may, personIdOf } from '../../policy/actor';
import { sampleDocument } from './sample-kyc';
import { openPicture } from './stored-document';

type Taken = { takenBy: string; takenAt: Date };

/** Whether somebody may look at a picture: whoever reviews documents, and an agent at what they took themselves today. */
export function mayLookAt(actor: Actor, { takenBy, takenAt }: Taken): boolean {
  if (may(actor, 'kyc.verify')) return true;
  const { timeZone } = actor.tenant;
  const dayOf = (at: Date) => calendarOf(at, timeZone).day;
  return takenBy === personIdOf(actor) && dayOf(takenAt) === dayOf(actor.request.at);
}

/** One picture, opened for one look: each leaves its evidence, whatever became of it. */
export const showPicture = query({
  name: 'kyc.picture.show',
  proof: 'second-factor',
  input: z.strictObject({ documentId: idText, pictureId: idText }),
  output: z.strictObject({ image: z.instanceof(Uint8Array) }),
  evidence: ({ documentId, pictureId }) => ({
    subject: `document:${documentId}`,
    severity: 'notice',
    change: { picture: pictureId },
  }),
  async run({ tx, actor, tenant }, { documentId, pictureId }) {
    const [found] = await tx
      .select()
      .from(documentPictures)
      .where(
        and(
          eq(documentPictures.tenantId, tenant.id),
          eq(documentPictures.documentId, documentId),
          eq(documentPictures.id, pictureId),
        ),
      );
    if (!found || !mayLookAt(actor, found)) throw notFound();
    return { image: new Uint8Array(openPicture(tenant.id, pictureId, found.image)) };
  },
  async sample(ground) {
    const { documentId, pictures } = await sampleDocument(ground, {
      writtenBy: ground.actorId,
      takenBy: ground.actorId,
    });
    return { documentId, pictureId: pictures[0] ?? documentId };
  },
});
