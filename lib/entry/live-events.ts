import { sessionLives } from '../auth/session-lives';
import { clock, SECOND_MS } from '../base/clock';
import { log } from '../base/log';
import { once } from '../base/once';
import { notSignedIn, Refusal } from '../base/refusal';
import { listen } from '../notice/listen';
import type { Person } from '../policy/actor';
import { closingSignal } from '../server/closing';
import { currentActor } from './current-actor';
import { heardBy } from './listening';
import { refusalResponse } from './to-route';

const BEAT_MS = 20 * SECOND_MS;
const GATHER_MS = 500;
/** A browser shares one stream between its tabs; a few more are for one that cannot, and for a page that reloads. */
const MOST_OF_A_SESSION = 4;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/**
 * The stream that tells an open page when to ask again. It says that something was done in the tenant and nothing of
 * what: the page asks through the door. It ends with the session, and with the process. It is of swaps (`?of=swaps`), of one
 * of them (`?of=swap:<id>`), of what is one's own (`?of=own`), or of all that is done.
 */
export async function liveEvents(request: Request): Promise<Response> {
  const actor = await currentActor();
  const of = new URL(request.url).searchParams.get('of') ?? '';
  const name = await heardBy(actor, of).catch((error: unknown) => {
    if (error instanceof Refusal) return error;
    throw error;
  });
  if (name instanceof Refusal) return refusalResponse(name);
  if (actor.kind !== 'person') return refusalResponse(notSignedIn());
  if (!takePlace(actor.session.id)) return refusalResponse(tooManyStreams());
  return new Response(streamFor(actor, name), {
    headers: HEADERS,
  });
}

function streamFor({ tenant, session }: Person, name: string): ReadableStream<Uint8Array> {
  let leave: () => void = () => undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const text = new TextEncoder();
      let open = true;
      let gathering = false;
      const end = () => {
        if (open) controller.close();
        leave();
      };
      const say = async (words: string) => {
        try {
          if (!(await sessionLives(tenant.id, session.id, clock.now()))) return end();
          if (open) controller.enqueue(text.encode(words));
        } catch (error) {
          log().warn({ err: error }, 'an open page could not be told');
          end();
        }
      };
      const stop = listen(name, () => {
        if (gathering) return;
        gathering = true;
        setTimeout(() => {
          gathering = false;
          void say('data: changed\n\n');
        }, GATHER_MS).unref();
      });
      const beat = setInterval(() => void say(': still here\n\n'), BEAT_MS);
      leave = () => {
        if (!open) return;
        open = false;
        stop();
        clearInterval(beat);
        closingSignal().removeEventListener('abort', end);
        leavePlace(session.id);
      };
      closingSignal().addEventListener('abort', end);
      controller.enqueue(text.encode('retry: 5000\n\n'));
      if (closingSignal().aborted) end();
    },
    // Whoever reads has gone: there is nothing left to close.
    cancel: () => leave(),
  });
}

const places = () => once('streams', () => new Map<string, number>());

function takePlace(sessionId: string): boolean {
  const taken = places().get(sessionId) ?? 0;
  if (taken >= MOST_OF_A_SESSION) return false;
  places().set(sessionId, taken + 1);
  return true;
}

function leavePlace(sessionId: string): void {
  const left = (places().get(sessionId) ?? 1) - 1;
  if (left > 0) places().set(sessionId, left);
  else places().delete(sessionId);
}

const tooManyStreams = () =>
  new Refusal('too_many_streams', 'This is open too often at once. Close a window of it.', { status: 429 });
