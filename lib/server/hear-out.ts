import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

/**
 * Lets the rest of a request's body pass unread, so that the answer reaches somebody who is still sending: a connection
 * that closes before is reset, and the answer lost with it. Whoever sends more than `mostBytes` is cut.
 */
export async function hearOut(body: Readable, mostBytes: number): Promise<void> {
  let left = mostBytes;
  body.on('data', (bytes: Uint8Array) => {
    left -= bytes.length;
    if (left < 0) body.destroy();
  });
  // Whether the rest arrives or is cut: nobody wants it.
  await finished(body, { writable: false }).catch(() => undefined);
}
