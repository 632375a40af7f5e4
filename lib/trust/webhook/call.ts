import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { SECOND_MS } from '../../base/clock';
import { addressOf, type Mode, NotAReceiver, type Resolve, resolveName } from './receiver';
import { bareHost, isWrittenAddress } from './safe-address';

const LONGEST_CALL_MS = 5 * SECOND_MS;
const MOST_READ_BYTES = 1_024;

/** How calls are made; a test gives names of its own, and less time. */
export type Calling = { resolve?: Resolve; withinMs?: number; mode?: Mode };
export type Call = { url: string; headers: Record<string, string>; body: string };
/** What a receiver answered, or why it did not; nothing of the words that it sent back is kept. */
export type Answer = { status: number | null; problem: string | null };

/** Posts an event once. It follows no redirect, reads next to nothing of the answer, and takes five seconds in all. */
export async function callReceiver(
  call: Call,
  { resolve = resolveName, withinMs = LONGEST_CALL_MS, mode }: Calling = {},
): Promise<Answer> {
  const over = AbortSignal.timeout(withinMs);
  try {
    const url = new URL(call.url);
    const to = await Promise.race([addressOf(url, resolve, mode), whenOver(over)]);
    const status = await postTo(url, to, call, over);
    return { status, problem: problemOfStatus(status) };
  } catch (error) {
    return { status: null, problem: over.aborted ? 'It took too long.' : problemOf(error) };
  }
}

function problemOfStatus(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400
    ? `It answered ${status} and wanted the event elsewhere.`
    : `It answered ${status}.`;
}

/** What goes wrong out there is expected and has a short code of the system; anything else is a bug. */
function problemOf(error: unknown): string {
  if (error instanceof NotAReceiver) return error.message;
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string') throw error;
  return `It was not reached: ${code}.`;
}

const whenOver = (signal: AbortSignal): Promise<never> =>
  new Promise((_done, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
  });

function postTo(
  url: URL,
  { address, family }: { address: string; family: number },
  { headers, body }: Call,
  signal: AbortSignal,
): Promise<number> {
  const lookup: LookupFunction = (_host, { all }, give) =>
    all ? give(null, [{ address, family }]) : give(null, address, family);
  const host = bareHost(url);
  const bytes = Buffer.from(body);
  return new Promise((done, fail) => {
    const request = (url.protocol === 'https:' ? secure : plain)(url, {
      ...{ method: 'POST', lookup, signal, agent: false },
      ...(isWrittenAddress(host) ? {} : { servername: host }),
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': bytes.length,
        'user-agent': 'Ngao-Webhooks/1',
      },
    });
    request.on('error', fail);
    request.on('response', (response) => {
      let read = 0;
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > MOST_READ_BYTES) response.destroy();
      });
      // The status has said all there is; what cuts the rest short, be it ourselves, changes nothing.
      response.on('error', () => undefined);
      done(response.statusCode ?? 0);
    });
    request.end(bytes);
  });
}
