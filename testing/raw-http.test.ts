import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { ask } from './raw-http';

const server = createServer((_req, res) => {
  res.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 5000\n\n');
}).listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => {
  server.close().closeAllConnections();
});

it('takes the first words of a stream that never ends for its answer, and hangs up', async () => {
  const hungUp = once(server, 'request').then(([, res]) => once(res, 'close'));
  const { port } = server.address() as AddressInfo;
  expect(await ask(port, { headers: { host: 'localhost' } })).toMatchObject({
    status: 200,
    body: 'retry: 5000\n\n',
  });
  await hungUp;
});
