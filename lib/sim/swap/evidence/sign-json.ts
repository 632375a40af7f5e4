import { CompactSign, compactVerify, importJWK, type JWK } from 'jose';
import { canonicalJson } from '../../../base/canonical-json';
import type { EvidenceKey } from './key';

const TYPE = 'swap-evidence+jws';

/** A pack as a file: what it says, readable, and a detached JWS (RFC 7515, appendix F) over its canonical form (RFC 8785). */
export type SignedPack = { pack: unknown; signature: string };

/** The bytes that are signed: the fields in their one order, without spaces. */
export const payloadOf = (pack: unknown): Buffer => Buffer.from(canonicalJson(pack));

const fileOf = ({ pack, signature }: SignedPack): string =>
  `${JSON.stringify({ pack: JSON.parse(canonicalJson(pack)), signature }, null, 2)}\n`;

/** Signs a pack and gives the file. */
export async function signJson(pack: unknown, key: EvidenceKey): Promise<string> {
  const whole = await new CompactSign(payloadOf(pack))
    .setProtectedHeader({ alg: 'ES256', kid: key.id, typ: TYPE })
    .sign(key.privateKey);
  const [header, , signature] = whole.split('.');
  return fileOf({ pack, signature: `${header}..${signature}` });
}

/**
 * Reads a signed pack back, with the keys that are believed. Undefined where a byte of it is another than was signed: also a
 * space, or a field that is there twice, so that two readers cannot read two things.
 */
export async function openJson(
  text: string,
  keys: readonly JWK[],
): Promise<{ pack: unknown; keyId: string } | undefined> {
  try {
    const said: SignedPack = JSON.parse(text);
    if (fileOf(said) !== text) return undefined;
    const [header = '', , signature = ''] = said.signature.split('.');
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
    const jwk = keys.find((one) => one.kid === kid);
    if (!jwk) return undefined;
    const whole = `${header}.${payloadOf(said.pack).toString('base64url')}.${signature}`;
    const { protectedHeader } = await compactVerify(whole, await importJWK(jwk, 'ES256'), {
      algorithms: ['ES256'],
    });
    return protectedHeader.typ === TYPE ? { pack: said.pack, keyId: kid } : undefined;
  } catch {
    // Whatever cannot be read as a signed pack is none.
    return undefined;
  }
}
