import { createServer } from 'node:net';

/** Where a demo listens: on loopback, because its passwords are known to everybody. */
export const hostOf = ({ HOST }: NodeJS.ProcessEnv): string => HOST || '127.0.0.1';

export function portOf({ PORT }: NodeJS.ProcessEnv): number {
  const port = Number(PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`PORT: "${PORT}" is no port.`);
  return port;
}

/** Refuses a port that somebody listens on already, before anything is started. */
export function requirePort(port: number, host: string, command: string): Promise<void> {
  return new Promise((free, taken) => {
    const probe = createServer();
    probe.once('error', ({ code, message }: NodeJS.ErrnoException) =>
      taken(
        new Error(
          code === 'EADDRINUSE'
            ? `Port ${port} is in use by another program. End it, or take another port: PORT=${port + 1} npm run ${command}`
            : `Port ${port} cannot be listened on: ${message}`,
        ),
      ),
    );
    probe.listen(port, host, () => probe.close(() => free()));
  });
}

/** The variables that are set. */
export function given(source: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(source).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
