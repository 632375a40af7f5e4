import { createServer } from 'node:net';

/** Gives a port of this machine on which nobody listens. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      if (address === null || typeof address === 'string') return failed(new Error('No port is free.'));
      probe.close(() => found(address.port));
    });
  });
}
