import { z } from 'zod';
import { calendarOf } from '../../base/clock';
import { idText } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import type { Refusal } from '../../base/refusal';
import { command, type Deed, type SampleGround } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { refusalOfSameHands } from '../same-hands';
import {
  lookedAt,
  picturesChanged,
  refusalOfEyes,
  refusalOfVerifying,
  type StoredDocument,
  type StoredPicture,
} from './kyc';
import { sampleWaiting } from './sample-kyc';
import { insertCheck, lockDocument, readPictures, saveDocument } from './stored-document';
import { tellOfDocument } from './tell-holder';

const LONGEST = 3 * 3 * 40;

/** `looked` says which pictures were on the page: a newer one must be looked at too. */
const input = z.strictObject({ documentId: idText, looked: z.string().max(LONGEST) });
const output = z.strictObject({ documentId: z.uuid() });

/** Says, as the second pair of eyes, that a document is good and its holder's: from then on it counts. */
export const verifyDocument = command({
  name: 'kyc.verify',
  proof: 'fresh-second-factor',
  input,
  output,
  async run(deed, { documentId, looked }) {
    const { tx, tenant, now } = deed;
    const { document, pictures, refused } = await lookAt(deed, documentId, looked);
    const still =
      refused ??
      refusalOfVerifying({ document, pictures }, calendarOf(now, tenant.timeZone).day) ??
      (await refusalOfSameHands(tx, deed.actor, whoMade(document, pictures)));
    if (still) throw still;
    const checkedBy = personIdOf(deed.actor);
    await insertCheck(tx, document, now, { by: 'staff', verdict: 'verified', checkedBy });
    await saveDocument(tx, document, { verifiedAt: now, readyAt: null, refusedAt: null });
    await tellOfDocument(deed, document, 'documentVerified');
    return {
      output: { documentId },
      evidence: {
        subject: `document:${documentId}`,
        severity: 'notice',
        change: { verified: [document.verifiedAt, now], person: document.personId },
      },
    };
  },
  async sample(ground: SampleGround) {
    const { documentId, looked } = await sampleWaiting(ground);
    return { documentId, looked };
  },
});

/** Says, as the second pair of eyes, that a document is not good: it counts no more, and its holder's limits sink with it. */
export const refuseDocument = command({
  name: 'kyc.refuse',
  proof: 'fresh-second-factor',
  input: z.strictObject({ ...input.shape, reason: oneLine(300) }),
  output,
  async run(deed, { documentId, looked, reason }) {
    const { tx, now } = deed;
    const { document, refused } = await lookAt(deed, documentId, looked);
    if (refused) throw refused;
    const checkedBy = personIdOf(deed.actor);
    await insertCheck(tx, document, now, { by: 'staff', verdict: 'refused', checkedBy, note: reason });
    await saveDocument(tx, document, { verifiedAt: null, readyAt: null, refusedAt: now });
    await tellOfDocument(deed, document, 'documentRefused');
    return {
      output: { documentId },
      evidence: {
        subject: `document:${documentId}`,
        severity: 'warning',
        change: { verified: [document.verifiedAt, null], person: document.personId, reason },
      },
    };
  },
  async sample(ground: SampleGround) {
    const { documentId, looked } = await sampleWaiting(ground);
    return { documentId, looked, reason: 'The face is somebody else’s' };
  },
});

/** Whoever wrote a document, or took a picture of it. */
const whoMade = ({ createdBy }: StoredDocument, pictures: readonly StoredPicture[]) =>
  new Set([createdBy, ...pictures.filter(({ swapId }) => swapId === null).map(({ takenBy }) => takenBy)]);

async function lookAt({ tx, actor, tenant }: Deed, documentId: string, looked: string) {
  const document = await lockDocument(tx, tenant.id, documentId);
  const pictures = await readPictures(tx, tenant.id, documentId);
  const refused: Refusal | undefined =
    refusalOfEyes({ document, pictures, staffId: personIdOf(actor) }) ??
    (lookedAt(pictures) === looked ? undefined : picturesChanged());
  return { document, pictures, refused };
}
