import { IncomingMessage } from 'node:http';
import { Refusal } from '../base/refusal';

export const LARGEST_BODY = 1024 * 1024;
const LONGEST_WAIT_MS = 30_000;
const LARGEST_DRAIN = 32 * LARGEST_BODY;

const tooLarge = () =>
  new Refusal('body_too_large', 'This is larger than 1 MiB. Send less at once.', { status: 413 });

const tooSlow = () =>
  new Refusal('body_too_slow', 'This took too long to arrive. Check the connection and try again.', {
    status: 408,
  });

const cutShort = () =>
  new Refusal('body_cut_short', 'Not all of this arrived, so nothing was done. Try again.', { status: 400 });

/** Reads the whole body of a request. Refuses one above 1 MiB, whether it says so or not, a slow and a cut one. */
export function readBody(req: IncomingMessage): Promise<Buffer> {
  if (Number(req.headers['content-length'] ?? 0) > LARGEST_BODY) return Promise.reject(tooLarge());
  return new Promise((done, fail) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => end(tooSlow()), LONGEST_WAIT_MS);
    const end = (refusal?: Refusal) => {
      clearTimeout(timer);
      req.off('data', take).off('end', whole).off('close', cut).off('error', cut);
      if (refusal) fail(refusal);
      else done(Buffer.concat(chunks, size));
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > LARGEST_BODY) end(tooLarge());
      else chunks.push(chunk);
    };
    const whole = () => end();
    const cut = () => end(cutShort());
    req.on('data', take).on('end', whole).on('close', cut).on('error', cut);
  });
}

/**
 * Lets the rest of a refused body arrive and forgets it, because a connection that is cut while the client still
 * writes takes the answer with it. Whoever sends on and on is cut all the same.
 */
export function drain(req: IncomingMessage): void {
  if (req.complete) return;
  let size = 0;
  const timer = setTimeout(() => req.destroy(), LONGEST_WAIT_MS).unref();
  req.on('error', () => clearTimeout(timer));
  req.on('close', () => clearTimeout(timer));
  req.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > LARGEST_DRAIN) req.destroy();
  });
}

/** Gives a request that reads as `req` did before its body was taken out of it. */
export function replay(req: IncomingMessage, body: Buffer): IncomingMessage {
  const again = new IncomingMessage(req.socket);
  again.method = req.method;
  again.url = req.url;
  again.httpVersion = req.httpVersion;
  again.httpVersionMajor = req.httpVersionMajor;
  again.httpVersionMinor = req.httpVersionMinor;
  again.headers = req.headers;
  again.rawHeaders = req.rawHeaders;
  // It is complete from the start; otherwise Node.js takes its end for an abort and closes the connection.
  again.complete = true;
  if (body.length > 0) again.push(body);
  again.push(null);
  return again;
}
