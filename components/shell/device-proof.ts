import { deviceKey } from './device-key';

const SECOND_MS = 1_000;
/** A clock that is this much off is believed less than the server's; the server takes two minutes. */
const MOST_SKEW_MS = 30 * SECOND_MS;

let skewMs = 0;

/** Learns from the moment at which the server made this page how wrong the clock of this machine is. */
export function learnTime(servedAt: number): void {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const arrivedAt = performance.timeOrigin + (page?.responseStart ?? 0);
  const off = servedAt - arrivedAt;
  skewMs = Math.abs(off) > MOST_SKEW_MS ? off : 0;
}

const base64url = (bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(
    /[+/=]/g,
    (sign) => ({ '+': '-', '/': '_' })[sign] ?? '',
  );

const encoded = (value: unknown): string => base64url(new TextEncoder().encode(JSON.stringify(value)));

/** Signs one request with the key of this browser (RFC 9449). Gives the header `DPoP`, or undefined without a key. */
export async function deviceProof(method: string, address: URL): Promise<string | undefined> {
  const key = await deviceKey();
  if (!key) return undefined;
  const { kty, crv, x, y } = key.publicKey;
  const head = encoded({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } });
  const says = encoded({
    htm: method,
    htu: address.origin + address.pathname,
    iat: Math.floor((Date.now() + skewMs) / SECOND_MS),
    jti: base64url(crypto.getRandomValues(new Uint8Array(16))),
  });
  const signed = new TextEncoder().encode(`${head}.${says}`);
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, signed);
  return `${head}.${says}.${base64url(signature)}`;
}

type Fetch = typeof fetch & { signs?: true };

/** From now on every deed that a script of these pages sends to its own server is signed. */
export function signDeeds(): void {
  const plain: Fetch = window.fetch;
  if (plain.signs) return;
  const signing: Fetch = async (input, init) => {
    const asked = input instanceof Request ? input : undefined;
    const method = (init?.method ?? asked?.method ?? 'GET').toUpperCase();
    const address = new URL(asked?.url ?? String(input), location.href);
    const isDeed = (method === 'POST' || method === 'PUT') && address.origin === location.origin;
    const proof = isDeed ? await deviceProof(method, address) : undefined;
    if (!proof) return plain.call(window, input, init);
    const headers = new Headers(init?.headers ?? asked?.headers);
    headers.set('dpop', proof);
    return plain.call(window, input, { ...init, headers });
  };
  signing.signs = true;
  window.fetch = signing;
}
