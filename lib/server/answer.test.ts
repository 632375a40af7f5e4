import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { answerText } from './answer';

const MIB = 1024 * 1024;

const server = createServer((_req, res) => answerText(res, 413, 'Too large.')).listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => server.close().closeAllConnections());

/** Like a slow client, it says all that it has before it listens. Gives what it heard, and whether it was cut meanwhile. */
function heardAfter(
  bytes: number,
  connection: 'close' | 'keep-alive',
): Promise<{ said: string; isCut: boolean }> {
  const head = `POST / HTTP/1.1\r\nhost: ngao\r\nconnection: ${connection}\r\ncontent-length: ${bytes}\r\n\r\n`;
  return new Promise((done) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    let said = '';
    socket.on('error', () => done({ said, isCut: true }));
    socket.on('data', (chunk) => {
      said += chunk.toString();
      if (connection === 'keep-alive') socket.end();
    });
    socket.on('end', () => done({ said, isCut: false }));
    socket.pause();
    socket.write(head);
    socket.write(Buffer.alloc(bytes, 0x20), () => socket.resume());
  });
}

test.each(['close', 'keep-alive'] as const)(
  'what is refused before it was all said is heard out, so that the answer arrives (connection: %s)',
  async (connection) => {
    const { said, isCut } = await heardAfter(12 * MIB, connection);
    expect([said, isCut]).toEqual([
      expect.stringMatching(/^HTTP\/1\.1 413 [\s\S]*\r\n\r\nToo large\.\n$/),
      false,
    ]);
  },
);

test('whoever goes on and on is not listened to for ever', async () => {
  expect((await heardAfter(64 * MIB, 'close')).isCut).toBe(true);
});
