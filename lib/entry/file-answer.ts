import { sendAway } from './page';
import { proofPageOf } from './proof-page';
import { refusalBehind } from './say-refusal';
import { refusalResponse } from './to-route';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  pdf: 'application/pdf',
};

type File = { name: string; as: keyof typeof TYPES };

/** The answer of a route with a file, which no cache keeps. `name` is the file's name without its ending. */
export const fileAnswer = (body: BodyInit, { name, as }: File): Response =>
  new Response(body, {
    headers: {
      'content-type': TYPES[as],
      'content-disposition': `attachment; filename="${name}.${as}"`,
      'cache-control': 'no-store',
    },
  });

/** The answer where a file is refused. Whoever has to prove more is sent there, and comes back to the file. */
export async function fileRefused(error: unknown): Promise<Response> {
  const refusal = await refusalBehind(error);
  const proof = proofPageOf(refusal.code);
  if (proof) return sendAway(proof);
  return refusalResponse(refusal);
}
