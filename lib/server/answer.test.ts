import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { answerText } from './answer';

const BODY_BYTES = 12 * 1024 * 1024;

const server = createServer((_req, res) => answerText(res, 413, 'Too large.')).listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => server.close().closeAllConnections());

test('what is refused before it was all said is heard out, so that the answer arrives also where the connection closes', async () => {
  const head = `POST / HTTP/1.1\r\nhost: ngao\r\nconnection: close\r\ncontent-length: ${BODY_BYTES}\r\n\r\n`;
  const heard = await new Promise<string>((done) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    let said = '';
    socket.on('error', () => done(said)).on('end', () => done(said));
    // Like a slow client, it listens to nothing before it has said all.
    socket.pause();
    socket.write(head);
    socket.write(Buffer.alloc(BODY_BYTES, 0x20), () => {
      socket.on('data', (chunk) => (said += chunk.toString())).resume();
    });
  });
  expect(heard).toMatch(/^HTTP\/1\.1 413 /);
});
