import { z } from 'zod';
import { idText } from '../../base/id';
import { notFound, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { DOCUMENT_KINDS } from '../../person/document';
import { personIdOf } from '../../policy/actor';
import { prepareLook } from '../../trust/decision/second-look';
import { isDocumentOf } from './document-on-file';
import { missProof, refusalOfProving, takeProof } from './go-on';
import { refusalOfOwn } from './hands';
import { sampleSwap } from './sample-swap';
import { maySee } from './see';
import { evidenceOf, lockSwap } from './stored-swap';
import { refusalOfHands } from './swap';
import { swapStep } from './view';

/**
 * Compares the document in an agent's hand with what is on file, which is not shown. Alone it is no proof: it brings in a
 * second member of the staff, who looks at it too.
 */
export const readSwapDocument = command({
  name: 'sim.swap.document',
  proof: 'second-factor',
  perMinute: 20,
  input: z.strictObject({
    swapId: idText,
    documentKind: z.enum(DOCUMENT_KINDS, { error: 'Choose the kind of document.' }),
    documentNumber: z.string().trim().min(1, 'Enter the number of the document.').max(40),
  }),
  output: swapStep,
  prepare: ({ actor }) => prepareLook(actor, 'sim.swap.document'),
  async run(deed, { swapId, ...read }, look) {
    const { tx, actor, tenant, now } = deed;
    const one = await lockSwap(tx, tenant.id, swapId);
    if (!(await maySee(deed, one))) throw notFound();
    const by = personIdOf(actor);
    const evidence = (path: Parameters<typeof evidenceOf>[2]) =>
      evidenceOf(one, now, path, { way: 'document', document: read.documentKind });
    const refused =
      refusalOfProving({ ...one, ways: [...one.ways, 'document'] }, 'document', now) ??
      refusalOfHands(one, by, 'request') ??
      (await refusalOfOwn(tx, actor, one));
    if (refused || !by) return { refused: refused ?? notFound(), evidence: evidence([]) };
    if (!(await isDocumentOf(deed, one.holderId, read))) {
      const missed = await missProof(deed, one, { kind: 'document', by, refused: documentDiffers() });
      return { refused: missed.refused, evidence: evidence(missed.path) };
    }
    const went = await takeProof(deed, look, one, { kind: 'document', by });
    if (went.refused) return { refused: went.refused, evidence: evidence(went.path) };
    return { output: { state: went.path.at(-1) ?? one.state }, evidence: evidence(went.path) };
  },
  async sample(ground) {
    const { id: swapId, documentNumber } = await sampleSwap(ground, 'proving', {
      requestedBy: ground.actorId,
    });
    return { swapId, documentKind: 'national_id', documentNumber };
  },
});

const documentDiffers = () =>
  new Refusal(
    'swap_document_differs',
    'This is not a document on file for this number that is good today. Read its kind and number again.',
    { status: 409, field: 'documentNumber' },
  );
