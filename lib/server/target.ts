import { Refusal } from '../base/refusal';

const LONGEST_TARGET = 8_192;
const HOST =
  /^(?:\[[0-9a-f:.]{2,45}\]|(?=.{1,253}(?::|$))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)(?::(\d{1,5}))?$/;
const DEFAULT_PORTS = { http: '80', https: '443' };

const badTarget = () =>
  new Refusal('request_target_broken', 'This address is not well formed. Check the link and try again.', {
    status: 400,
  });

/**
 * Takes the target of a request line (RFC 9112, 3.2) and gives its path, undecoded. Refuses what is not a path of ours:
 * another form, broken percent-encoding, control characters, backslashes and doubled slashes, which browsers and
 * servers read differently.
 */
export function parseTarget(target: string): { path: string; query: string } {
  if (target.length > LONGEST_TARGET) {
    throw new Refusal('request_target_long', 'This address is too long.', { status: 414 });
  }
  const [path = '', ...rest] = target.split('?');
  const query = rest.join('?');
  if (!path.startsWith('/') || /[^\x21-\x7e]|#/.test(target)) throw badTarget();
  const decoded = decode(path);
  if (/[\p{Cc}\\]|\/\//u.test(decoded) || /%00/.test(query)) throw badTarget();
  // Without an "=" or "&" a query is still a name, which may be broken text as well as any other.
  decode(query.replaceAll('+', ' '));
  return { path, query };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) throw badTarget();
    throw error;
  }
}

/** Takes a Host header (RFC 9110, 7.2) and gives it in lower case without the scheme's own port. Refuses any other shape. */
export function parseHost(header: string | undefined, scheme: 'http' | 'https'): string {
  const host = header?.toLowerCase() ?? '';
  const match = HOST.exec(host);
  if (!match || Number(match[1] ?? 0) > 65_535) {
    throw new Refusal('request_host_broken', 'This request names no host that could be answered for.', {
      status: 400,
    });
  }
  return match[1] === DEFAULT_PORTS[scheme] ? host.slice(0, host.lastIndexOf(':')) : host;
}
