import { SECOND_MS } from '../base/clock';
import { type Hope, NotSent } from './channel';

const LONGEST_CALL_MS = 20 * SECOND_MS;

export type Call = { url: URL; headers: Record<string, string>; body: string | URLSearchParams; at: Date };
export type Answer = { status: number; retryAfterMs: number | undefined; json: unknown };

/**
 * Posts once and gives the answer, read as JSON where it is. Where none came whole, `NotSent` says whether the request
 * can have arrived: one that was never sent may be tried again, one that was may not.
 */
export async function post({ url, headers, body, at }: Call): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { accept: 'application/json', ...headers },
    body,
    // A way elsewhere would take the secrets along.
    redirect: 'manual',
    signal: AbortSignal.timeout(LONGEST_CALL_MS),
  }).catch((error: unknown) => {
    const code = codeOf(error);
    throw BEFORE.has(code) || OF_TLS.test(code)
      ? new NotSent(`${url.host} was not reached: ${code}`, 'later', { cause: error })
      : new NotSent(`${url.host} did not answer: ${code}`, 'unclear', { cause: error });
  });
  const { status } = response;
  const text = await response.text().catch((error: unknown) => {
    if (status >= 400) return '';
    throw new NotSent(`${url.host} stopped in the middle of its answer.`, 'unclear', { cause: error });
  });
  return { status, retryAfterMs: retryAfterOf(response.headers.get('retry-after'), at), json: parse(text) };
}

/** Troubles of before the first byte of a request: names, connections, certificates. */
const BEFORE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'EPROTO',
  'UND_ERR_CONNECT_TIMEOUT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
]);
const OF_TLS = /^(CERT_|ERR_TLS_|ERR_SSL_)/;

/** The code of the system behind an error of `fetch`, or the error's name. */
function codeOf(error: unknown): string {
  let name = 'unknown';
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string') return code;
    name = cause.name;
  }
  return name;
}

/** RFC 9110, 10.2.3: seconds, or a date. */
function retryAfterOf(header: string | null, at: Date): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * SECOND_MS : Date.parse(header) - at.getTime();
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Some services answer troubles in plain text; whoever asked judges by the status.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * What a status says where the service's own code says nothing. A gateway that got no answer (502, 504) does not know
 * what became of the letter; what is wrong with our account is ours to mend.
 */
export function hopeOfStatus(status: number): Hope {
  if (status === 502 || status === 504) return 'unclear';
  if (status >= 500 || status === 408 || status === 429) return 'later';
  return status === 400 || status === 413 || status === 422 ? 'never' : 'unconfigured';
}

/** The refusal of a service in its own words, with its code. */
export function refusal(
  provider: string,
  { status, retryAfterMs }: Pick<Answer, 'status' | 'retryAfterMs'>,
  { code, message, hope }: { code?: string | number; message?: string; hope?: Hope } = {},
): NotSent {
  const said = [code ?? status, message].filter((part) => part !== undefined && part !== '').join(': ');
  return new NotSent(`${provider} says ${said}`, hope ?? hopeOfStatus(status), { retryAfterMs });
}

/** A yes that cannot be read: it was taken, most likely, and nobody knows. */
export const unreadable = (provider: string) =>
  new NotSent(`${provider} said yes in words that are not its own.`, 'unclear');
