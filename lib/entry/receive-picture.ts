import { headers } from 'next/headers';
import { perform } from '../command/perform';
import { addPicture } from '../person/kyc/add-picture';
import { PICTURE_MAX_BYTES, pictureTooLarge } from '../person/kyc/re-encode';
import type { Actor } from '../policy/actor';
import { refusalOf } from '../policy/authorise';
import { checkOrigin } from '../server/origin';
import { mayBeGranted } from '../trust/decision/granted';
import { currentActor } from './current-actor';
import { ownPath } from './own-path';
import { leadingBack, proofPageOf } from './proof-page';
import { requestFacts } from './request-facts';
import { refusalBehind, sayRefusal } from './say-refusal';
import { refusalResponse } from './to-route';
import { isForm, uploadedFile } from './uploaded-file';

/** The parts of a form around its file. */
const ROOM_FOR_FORM = 64 * 1024;

type Context = { params: Promise<{ id: string }> };

/**
 * The route of a picture of a document; which side it is, and the swap that it is for, stand in the address. It stands
 * outside the middleware, so it checks the origin and finds out who asks by itself. A script is answered with JSON, a plain
 * form with the way back to its page.
 */
export async function receivePicture(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params;
  try {
    checkOrigin(request.headers.get('origin') ?? undefined, await requestFacts());
    const output = await receive(request, id);
    return isForm(request) ? seeOther(await pageBefore(id)) : Response.json(output, { status: 201 });
  } catch (error) {
    return isForm(request) ? answerForm(error, id) : refusalResponse(error);
  }
}

async function receive(request: Request, documentId: string) {
  const said = Number(request.headers.get('content-length') ?? 0);
  if (said > PICTURE_MAX_BYTES + ROOM_FOR_FORM) throw pictureTooLarge();
  const { searchParams } = new URL(request.url);
  const [side, swapId] = [searchParams.get('side'), searchParams.get('swap') || undefined];
  const actor = await currentActor();
  const file = await uploadedFile(request, PICTURE_MAX_BYTES);
  try {
    // Who is refused whatever they send is answered without a byte of it being kept.
    const picture = isTurnedAway(actor) ? new Uint8Array() : await wholeOf(file.bytes);
    return await perform(addPicture, actor, { documentId, side, swapId, picture });
  } finally {
    await file.finish();
  }
}

function isTurnedAway(actor: Actor): boolean {
  const { name, proof } = addPicture;
  const refused = refusalOf(actor, name, proof);
  return refused !== undefined && !(refused.code === 'forbidden' && mayBeGranted(actor, name));
}

/** The bytes of a picture, as far as one may be long: with the first byte too many it is refused. */
async function wholeOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.byteLength;
    if (length > PICTURE_MAX_BYTES) throw pictureTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Without script a refusal is a page: to sign in or to prove more, and back; anything else is its sentence. */
async function answerForm(error: unknown, documentId: string): Promise<Response> {
  const refusal = await refusalBehind(error);
  const proof = proofPageOf(refusal.code);
  if (proof) return seeOther(leadingBack(proof, await pageBefore(documentId)));
  return new Response(`${await sayRefusal(refusal)}\n`, {
    status: refusal.status,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}

/** The page that the form stood on: a picture is added from several. */
async function pageBefore(documentId: string): Promise<string> {
  const from = (await headers()).get('referer') ?? '';
  if (!URL.canParse(from)) return `/agent/kyc/${encodeURIComponent(documentId)}`;
  const { pathname, search } = new URL(from);
  return ownPath(pathname + search);
}

const seeOther = (location: string) => new Response(null, { status: 303, headers: { location } });
