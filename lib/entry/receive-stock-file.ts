import { Refusal } from '../base/refusal';
import { perform } from '../command/perform';
import { checkOrigin } from '../server/origin';
import { beginImport } from '../sim/stock/begin-import';
import { FILE_MAX_BYTES, readStockFile } from '../sim/stock/read-file';
import { currentActor } from './current-actor';
import { leadingBack, proofPageOf } from './proof-page';
import { requestFacts } from './request-facts';
import { refusalBehind, sayRefusal } from './say-refusal';
import { refusalResponse } from './to-route';
import { isForm, uploadedFile } from './uploaded-file';

const PAGE = '/admin/stock';
/** The parts of a form around its file. */
const ROOM_FOR_FORM = 64 * 1024;

/**
 * The route of a vendor's stock file. It stands outside the middleware, which would cut it at 10 MB, so it checks the
 * origin and finds out who asks by itself; the file is staged while it arrives. A script is answered with JSON, a plain
 * form with the way to the import's page.
 */
export async function receiveStockFile(request: Request): Promise<Response> {
  try {
    checkOrigin(request.headers.get('origin') ?? undefined, await requestFacts());
    const importId = await receive(request);
    return isForm(request) ? seeOther(`${PAGE}/${importId}`) : Response.json({ importId }, { status: 201 });
  } catch (error) {
    return isForm(request) ? answerForm(error) : refusalResponse(error);
  }
}

async function receive(request: Request): Promise<string> {
  const said = request.headers.get('content-length');
  const length = said === null ? undefined : Number(said);
  if (length && length > FILE_MAX_BYTES + ROOM_FOR_FORM) throw tooLarge();
  const actor = await currentActor();
  const file = await uploadedFile(request, FILE_MAX_BYTES);
  try {
    const { importId } = await perform(beginImport, actor, {
      fileName: file.name,
      bytesTotal: length && Math.min(length, FILE_MAX_BYTES),
    });
    await readStockFile(actor.tenant, { importId, begunAt: actor.request.at }, file.bytes);
    return importId;
  } finally {
    await file.finish();
  }
}

/** Without script a refusal is a page: to sign in or to prove more, and back; anything else is its sentence. */
async function answerForm(error: unknown): Promise<Response> {
  const refusal = await refusalBehind(error);
  const proof = proofPageOf(refusal.code);
  if (proof) return seeOther(leadingBack(proof, PAGE));
  return new Response(`${await sayRefusal(refusal)}\n`, {
    status: refusal.status,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}

const seeOther = (location: string) => new Response(null, { status: 303, headers: { location } });

const tooLarge = () =>
  new Refusal('upload_too_large', 'The file is larger than {megabytes} MB. Split it, and send the parts.', {
    status: 413,
    values: { megabytes: FILE_MAX_BYTES / 1024 / 1024 },
  });
