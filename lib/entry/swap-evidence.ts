import { ask } from '../command/ask';
import { swapEvidence } from '../sim/swap/evidence/queries';
import { currentActor } from './current-actor';
import { sendAway } from './page';
import { proofPageOf } from './proof-page';
import { refusalBehind } from './say-refusal';
import { refusalResponse } from './to-route';

const TYPES = { json: 'application/json; charset=utf-8', pdf: 'application/pdf' };

type Context = { params: Promise<{ id: string }> };

/**
 * The evidence of a case as a signed file, JSON or PDF. Whoever has to prove more is sent there and comes back to the file.
 */
export async function swapEvidenceFile(request: Request, { params }: Context): Promise<Response> {
  const { id: swapId } = await params;
  const as = new URL(request.url).searchParams.get('as') ?? undefined;
  try {
    const given = await ask(swapEvidence, await currentActor(), as ? { swapId, as } : { swapId });
    return new Response(Buffer.from(given.file, 'base64'), {
      headers: {
        'content-type': TYPES[given.as],
        'content-disposition': `attachment; filename="${given.name}.${given.as}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    const refusal = await refusalBehind(error);
    const proof = proofPageOf(refusal.code);
    if (proof) return sendAway(proof);
    return refusalResponse(refusal);
  }
}
