import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { derivedBytes } from '../../../base/seal';

/** The order of the group of P-256. Source: NIST SP 800-186, 3.2.1.3. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** So many bits more than the order has that what is left over says nothing. Source: FIPS 186-5, A.2.1. */
const BYTES = 48;

/** A key that signs a tenant's evidence; `id` is its RFC 7638 thumbprint. */
export type EvidenceKey = { id: string; generation: number; privateKey: KeyObject; publicJwk: JWK };

/**
 * The key of one generation of a tenant. It is made from the installation's secret, so that every node has it and none keeps
 * it; a tenant that wants another raises the generation, and what the older ones signed can still be checked.
 */
export async function evidenceKeyOf(tenantId: string, generation: number): Promise<EvidenceKey> {
  const drawn = derivedBytes(`swap-evidence:${tenantId}:${generation}`, BYTES);
  const scalar = (BigInt(`0x${drawn.toString('hex')}`) % (ORDER - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(d);
  const point = curve.getPublicKey();
  const publicJwk = {
    ...{ kty: 'EC', crv: 'P-256' },
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const id = await calculateJwkThumbprint(publicJwk);
  const privateKey = createPrivateKey({ key: { ...publicJwk, d: d.toString('base64url') }, format: 'jwk' });
  return { id, generation, privateKey, publicJwk: { ...publicJwk, alg: 'ES256', use: 'sig', kid: id } };
}

/** The public keys of all generations so far, the latest first: what is published, and what evidence is checked with. */
export async function evidenceKeysOf(tenantId: string, generations: number): Promise<JWK[]> {
  const all = Array.from({ length: generations }, (_, before) => generations - before);
  const keys = await Promise.all(all.map((generation) => evidenceKeyOf(tenantId, generation)));
  return keys.map(({ publicJwk }) => publicJwk);
}
