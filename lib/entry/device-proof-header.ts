import { calculateJwkThumbprint, compactVerify, EmbeddedJWK } from 'jose';
import { z } from 'zod';
import { SECOND_MS } from '../base/clock';
import { once } from '../base/once';
import { SeenProofs } from './seen-proofs';

/** What our own server saw of the request that carries a proof; its path is without the query. */
export type Proven = { id: string; method: string; scheme: string; host: string; path: string; at: Date };

/** A proof of RFC 9449 with a key of P-256 takes about 450 characters; a path may add some. */
const LONGEST = 2_048;
const MOST_SKEW_S = 120;

const header = z.object({
  typ: z.literal('dpop+jwt'),
  alg: z.literal('ES256'),
  jwk: z.strictObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string().max(64),
    y: z.string().max(64),
  }),
});

const claims = z.object({
  htm: z.string(),
  htu: z.string(),
  iat: z.number(),
  jti: z.string().min(16).max(64),
});

type Answer = Promise<string | undefined>;

/** Requests whose answer may be asked for again: a page asks who is there from several places. */
const MOST_UNDER_WAY = 1_000;

/** As `keyOfProof`, against what this process has seen; one request's proof is verified once, however often it is asked. */
export function deviceKeyOf(proof: string | null, request: Proven): Answer {
  if (!proof || proof.length > LONGEST) return Promise.resolve(undefined);
  const asked = once('proofs-under-way', () => new Map<string, Answer>());
  const name = [request.id, request.method, request.path, proof].join(' ');
  const before = asked.get(name);
  if (before) return before;
  const [oldest] = asked.keys();
  if (oldest !== undefined && asked.size >= MOST_UNDER_WAY) asked.delete(oldest);
  const answer = keyOfProof(
    proof,
    request,
    once('seen-proofs', () => new SeenProofs()),
  );
  asked.set(name, answer);
  return answer;
}

/**
 * Takes the `DPoP` header of a request (RFC 9449) and what our server saw of it, and gives the thumbprint (RFC 7638) of
 * the key that signed it. Whatever is wrong with a proof makes it none: it may stand for nothing, and nobody is refused
 * for it here. One that was shown with another request before is none either.
 */
export async function keyOfProof(proof: string | null, request: Proven, seen: SeenProofs): Answer {
  if (!proof || proof.length > LONGEST) return undefined;
  const key = await verifiedKey(proof, request);
  return key && seen.isFirst(key.jti, request) ? key.thumbprint : undefined;
}

async function verifiedKey(
  proof: string,
  request: Proven,
): Promise<{ thumbprint: string; jti: string } | undefined> {
  try {
    const { protectedHeader, payload } = await compactVerify(proof, EmbeddedJWK, { algorithms: ['ES256'] });
    const { jwk } = header.parse(protectedHeader);
    const { htm, htu, iat, jti } = claims.parse(JSON.parse(new TextDecoder().decode(payload)));
    const skewS = Math.abs(iat - request.at.getTime() / SECOND_MS);
    const isOfRequest = htm === request.method && htu === addressOf(request);
    if (!isOfRequest || skewS > MOST_SKEW_S) return undefined;
    const thumbprint = await calculateJwkThumbprint(jwk, 'sha256');
    return { thumbprint, jti: `${thumbprint}.${jti}` };
  } catch {
    // Not well formed, not signed by its key, or of a shape that is not ours: a stranger may send anything.
    return undefined;
  }
}

const addressOf = ({ scheme, host, path }: Proven): string => `${scheme}://${host}${path}`;
