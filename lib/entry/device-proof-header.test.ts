import { randomUUID } from 'node:crypto';
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { after, SECOND_MS } from '../base/clock';
import { keyOfProof, type Proven } from './device-proof-header';
import { SeenProofs } from './seen-proofs';

const AT = new Date('2026-06-15T12:00:00.000Z');
const REQUEST: Proven = {
  ...{ id: 'one', method: 'POST', scheme: 'https', host: 'mtn-rw.ngao.example' },
  ...{ path: '/user/wallet', at: AT },
};

const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
const jwk = await exportJWK(publicKey);
const thumbprint = await calculateJwkThumbprint(jwk);
const other = await generateKeyPair('ES256');
const wide = await generateKeyPair('ES384', { extractable: true });
const [wideJwk, privateJwk] = [await exportJWK(wide.publicKey), await exportJWK(privateKey)];
const secret = new TextEncoder().encode('a secret of thirty-two characters');

const header = { typ: 'dpop+jwt', alg: 'ES256', jwk };
const claims = () => ({
  htm: 'POST',
  htu: 'https://mtn-rw.ngao.example/user/wallet',
  iat: AT.getTime() / SECOND_MS,
  jti: randomUUID(),
});

type Faults = {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  key?: CryptoKey | Uint8Array;
};

const proofWith = ({ header: heads, claims: says, key = privateKey }: Faults = {}) =>
  new CompactSign(new TextEncoder().encode(JSON.stringify({ ...claims(), ...says })))
    .setProtectedHeader({ ...header, ...heads } as { alg: string })
    .sign(key);

const inSeconds = (seconds: number) => ({ claims: { iat: AT.getTime() / SECOND_MS + seconds } });
const keyOf = (proof: string | null, seen = new SeenProofs()) => keyOfProof(proof, REQUEST, seen);

describe('a proof of a device’s key', () => {
  test('gives the thumbprint of the key that signed this request', async () => {
    expect(await keyOf(await proofWith())).toBe(thumbprint);
  });

  test.each([-119, 119])('may come from a clock that is off by %i seconds', async (seconds) => {
    expect(await keyOf(await proofWith(inSeconds(seconds)))).toBe(thumbprint);
  });

  const faults: [string, Faults][] = [
    ['of another method', { claims: { htm: 'PUT' } }],
    ['of another host', { claims: { htu: 'https://kigali-hospital.ngao.example/user/wallet' } }],
    ['of another page', { claims: { htu: 'https://mtn-rw.ngao.example/user/security' } }],
    ['of another scheme', { claims: { htu: 'http://mtn-rw.ngao.example/user/wallet' } }],
    [
      'with the query in its address',
      { claims: { htu: 'https://mtn-rw.ngao.example/user/wallet?said=sent' } },
    ],
    ['that is old', inSeconds(-121)],
    ['out of the future', inSeconds(121)],
    ['without a moment', { claims: { iat: undefined } }],
    ['whose moment is text', { claims: { iat: String(AT.getTime() / SECOND_MS) } }],
    ['without a name of its own', { claims: { jti: undefined } }],
    ['of a short name', { claims: { jti: '1' } }],
    ['of a name without end', { claims: { jti: 'x'.repeat(65) } }],
    ['of another kind', { header: { typ: 'JWT' } }],
    ['of no kind', { header: { typ: undefined } }],
    ['signed by another key than it shows', { key: other.privateKey }],
    ['signed by a shared secret', { header: { alg: 'HS256' }, key: secret }],
    [
      'that shows a shared secret',
      {
        header: { alg: 'HS256', jwk: { kty: 'oct', k: Buffer.from(secret).toString('base64url') } },
        key: secret,
      },
    ],
    ['of another curve', { header: { alg: 'ES384', jwk: wideJwk }, key: wide.privateKey }],
    ['that shows a private key', { header: { jwk: privateJwk } }],
    ['that shows no key', { header: { jwk: undefined } }],
    ['whose key says more than a key', { header: { jwk: { ...jwk, x5u: 'https://evil.example/' } } }],
    ['that is larger than a proof can be', { claims: { more: 'x'.repeat(2_048) } }],
  ];
  test.each(faults)('%s is none', async (_fault, faults) => {
    expect(await keyOf(await proofWith(faults))).toBeUndefined();
  });

  test('that is not signed is none', async () => {
    const [, body] = (await proofWith()).split('.');
    const unsigned = Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url');
    expect(await keyOf(`${unsigned}.${body}.`)).toBeUndefined();
    expect(await keyOf(new UnsecuredJWT(claims()).encode())).toBeUndefined();
  });

  test.each([null, '', 'x', '..', 'a.b.c', '{"payload":1}', 'é.é.é', `${'x'.repeat(60)}, ${'y'.repeat(60)}`])(
    'that is no proof at all is none: %s',
    async (text) => {
      expect(await keyOf(text)).toBeUndefined();
    },
  );
});

describe('a proof that was shown before', () => {
  test('is none in another request, and is looked at twice within its own', async () => {
    const [seen, proof] = [new SeenProofs(), await proofWith()];
    expect(await keyOf(proof, seen)).toBe(thumbprint);
    expect(await keyOf(proof, seen)).toBe(thumbprint);
    expect(await keyOfProof(proof, { ...REQUEST, id: 'two' }, seen)).toBeUndefined();
  });

  test('is none either where its name was signed anew', async () => {
    const [seen, jti] = [new SeenProofs(), randomUUID()];
    expect(await keyOf(await proofWith({ claims: { jti } }), seen)).toBe(thumbprint);
    const again = await proofWith({ claims: { jti, more: 1 } });
    expect(await keyOfProof(again, { ...REQUEST, id: 'two' }, seen)).toBeUndefined();
  });
});

test('what was seen is remembered while it could be shown again, and no more than there is room for', () => {
  const seen = new SeenProofs(3);
  const shown = (jti: string, id: string, seconds = 0) =>
    seen.isFirst(jti, { id, at: after(AT, seconds * SECOND_MS) });
  expect(shown('a', '1')).toBe(true);
  expect(shown('a', '2', 299)).toBe(false);
  expect(shown('a', '3', 301)).toBe(true);
  for (const jti of ['b', 'c', 'd']) expect(shown(jti, '4', 301)).toBe(true);
  expect(shown('d', '5', 302)).toBe(false);
  expect(shown('a', '6', 302)).toBe(true);
});
