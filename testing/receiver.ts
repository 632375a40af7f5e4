import { webcrypto } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Received = { headers: IncomingMessage['headers']; body: string };

/** What a receiver of webhooks answers: a status, or nothing until the test lets go of it. */
type Answering = (response: ServerResponse) => void;

/** A receiver of webhooks on this machine, which keeps what it is sent. */
export async function startReceiver(answer: Answering = (response) => response.writeHead(204).end()) {
  const received: Received[] = [];
  const waiting: { count: number; told: () => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      answer(response);
      for (const { count, told } of waiting) if (received.length >= count) told();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    received,
    url: `http://127.0.0.1:${port}/events`,
    /** Comes back when so many events have arrived. */
    arrived: (count: number) =>
      new Promise<void>((told) => {
        if (received.length >= count) told();
        else waiting.push({ count, told });
      }),
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** Verifies a signature as Standard Webhooks describes it, with the browser's own cryptography. */
export async function isSignedBy(secret: string, { headers, body }: Received): Promise<boolean> {
  const key = await webcrypto.subtle.importKey(
    'raw',
    Uint8Array.from(atob(secret.slice('whsec_'.length)), (char) => char.charCodeAt(0)),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  );
  const text = new TextEncoder().encode(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
  const checks = String(headers['webhook-signature'])
    .split(' ')
    .map((one) => {
      const [version, signature = ''] = one.split(',');
      const bytes = Uint8Array.from(atob(signature), (char) => char.charCodeAt(0));
      return version === 'v1' && webcrypto.subtle.verify('HMAC', key, bytes, text);
    });
  return (await Promise.all(checks)).includes(true);
}
