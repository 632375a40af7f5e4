import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from '../base/once';

/** What our server knows of a request before any page or command sees it. */
export type ServedRequest = {
  id: string;
  /** The client's true address: the peer's, or what a trusted proxy says it is. */
  ip: string;
  scheme: 'http' | 'https';
  /** The host that was asked for, with its port where it is not the scheme's own. */
  host: string;
};

type Readable = { get(name: string): string | null };

const PREFIX = 'x-ngao-';
const SEAL = `${PREFIX}seal`;

// Known to this process alone, so that a header of ours can be told from the same header sent by a stranger.
const secret = () => once('request-seal', () => randomBytes(32).toString('base64url'));

/** Gives the request headers that carry the facts to Next and to the handlers behind it. */
export function sealRequestFacts({ id, ip, scheme, host }: ServedRequest): Record<string, string> {
  return {
    [`${PREFIX}id`]: id,
    [`${PREFIX}ip`]: ip,
    [`${PREFIX}scheme`]: scheme,
    [`${PREFIX}host`]: host,
    [SEAL]: secret(),
  };
}

/** Whether the headers were sealed by this process: by `server.ts`, or by Next when it asks itself for a page. */
export function isSealed(headers: Readable): boolean {
  const given = Buffer.from(headers.get(SEAL) ?? '');
  const right = Buffer.from(secret());
  return given.length === right.length && timingSafeEqual(given, right);
}

/**
 * Takes the headers of a request as a page or a handler sees them and gives what the server found out about it.
 * Refuses (by throwing, it is a bug) headers that did not pass our server: nothing may be believed of them.
 */
export function readRequestFacts(headers: Readable): ServedRequest {
  const [id, ip, scheme, host] = ['id', 'ip', 'scheme', 'host'].map((name) => headers.get(PREFIX + name));
  if (!isSealed(headers) || !id || !ip || !host || (scheme !== 'http' && scheme !== 'https')) {
    throw new Error('This request did not come through server.ts, so nothing is known about who sent it.');
  }
  return { id, ip, scheme, host };
}
