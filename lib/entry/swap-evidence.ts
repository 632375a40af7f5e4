import { ask } from '../command/ask';
import { swapEvidence } from '../sim/swap/evidence/queries';
import { currentActor } from './current-actor';
import { fileAnswer, fileRefused } from './file-answer';

type Context = { params: Promise<{ id: string }> };

/**
 * The evidence of a case as a signed file, JSON or PDF. Whoever has to prove more is sent there and comes back to the file.
 */
export async function swapEvidenceFile(request: Request, { params }: Context): Promise<Response> {
  const { id: swapId } = await params;
  const as = new URL(request.url).searchParams.get('as') ?? undefined;
  try {
    const given = await ask(swapEvidence, await currentActor(), as ? { swapId, as } : { swapId });
    return fileAnswer(Buffer.from(given.file, 'base64'), given);
  } catch (error) {
    return fileRefused(error);
  }
}
