import { ask } from '../command/ask';
import type { walletStatementFile } from '../wallet/statement/statement-file';
import { currentActor } from './current-actor';
import { sendAway } from './page';
import { proofPageOf } from './proof-page';
import { refusalBehind } from './say-refusal';
import { refusalResponse } from './to-route';

const TYPES = { csv: 'text/csv; charset=utf-8', pdf: 'application/pdf' };

/** Makes the GET handler of a statement's file. Whoever has to prove more is sent there and comes back to the file. */
export const statementRoute =
  (query: typeof walletStatementFile) =>
  async (request: Request): Promise<Response> => {
    const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== '');
    try {
      const { name, as, file } = await ask(query, await currentActor(), Object.fromEntries(given));
      return fileAnswer(`${name}.${as}`, TYPES[as], Buffer.from(file, 'base64'));
    } catch (error) {
      const refusal = await refusalBehind(error);
      const proof = proofPageOf(refusal.code);
      if (proof) return sendAway(proof);
      return refusalResponse(refusal);
    }
  };

function fileAnswer(name: string, type: string, bytes: Buffer<ArrayBuffer>): Response {
  return new Response(bytes, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
}
