import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** A credential as an authenticator keeps it: what never leaves it, and what it says of itself. */
export type SoftPasskey = {
  id: Buffer;
  privateKey: KeyObject;
  publicKey: Buffer;
  aaguid: string;
  backupEligible: boolean;
};

/** What an authenticator may do otherwise than a good one. */
export type Conduct = {
  rpId: string;
  origin: string;
  counter?: number;
  userVerified?: boolean;
  backupEligible?: boolean;
  /** Who answers, as the passkey remembers it. */
  userHandle?: string;
  /** Changed after it was made. */
  bogusSignature?: boolean;
};

const [PRESENT, VERIFIED, ELIGIBLE, BACKED_UP, ATTESTED] = [0x01, 0x04, 0x08, 0x10, 0x40];
const NO_MODEL = '00000000-0000-0000-0000-000000000000';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();

/** Makes an ES256 credential, as an authenticator in software would. */
export function newSoftPasskey({ aaguid = NO_MODEL, backupEligible = true } = {}): SoftPasskey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  // COSE (RFC 9053): an EC2 key, for ES256, on P-256.
  const cose = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
    [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
  ]);
  return {
    id: randomBytes(32),
    privateKey,
    publicKey: Buffer.from(isoCBOR.encode(cose)),
    aaguid,
    backupEligible,
  };
}

function clientData(
  type: 'webauthn.create' | 'webauthn.get',
  challenge: string,
  { origin }: Conduct,
): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** Authenticator data (WebAuthn, 6.1): whose, which flags, how often so far, and the credential where it is new. */
function authenticatorData(
  passkey: SoftPasskey,
  conduct: Conduct,
  attested: Buffer = Buffer.alloc(0),
): Buffer {
  const { rpId, counter = 0, userVerified = true, backupEligible = passkey.backupEligible } = conduct;
  const flags =
    PRESENT +
    (userVerified ? VERIFIED : 0) +
    (backupEligible ? ELIGIBLE + BACKED_UP : 0) +
    (attested.length > 0 ? ATTESTED : 0);
  const tail = Buffer.alloc(5);
  tail.writeUInt8(flags, 0);
  tail.writeUInt32BE(counter, 1);
  return Buffer.concat([sha256(rpId), tail, attested]);
}

/** Answers `navigator.credentials.create` with attestation `none`, as the JSON that a browser's page sends. */
export function registrationOf(passkey: SoftPasskey, challenge: string, conduct: Conduct): string {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(passkey.id.length);
  const aaguid = Buffer.from(passkey.aaguid.replaceAll('-', ''), 'hex');
  const attested = Buffer.concat([aaguid, length, passkey.id, passkey.publicKey]);
  const attestation = isoCBOR.encode(
    new Map<string, string | Uint8Array | Map<string, never>>([
      ['fmt', 'none'],
      ['attStmt', new Map<string, never>()],
      ['authData', new Uint8Array(authenticatorData(passkey, conduct, attested))],
    ]),
  );
  return JSON.stringify({
    id: text(passkey.id),
    rawId: text(passkey.id),
    type: 'public-key',
    response: {
      clientDataJSON: text(clientData('webauthn.create', challenge, conduct)),
      attestationObject: text(attestation),
      transports: ['internal'],
    },
    clientExtensionResults: {},
  });
}

/** Answers `navigator.credentials.get`, as the JSON that a browser's page sends. */
export function assertionOf(passkey: SoftPasskey, challenge: string, conduct: Conduct): string {
  const data = authenticatorData(passkey, conduct);
  const client = clientData('webauthn.get', challenge, conduct);
  const signature = sign('sha256', Buffer.concat([data, sha256(client)]), passkey.privateKey);
  if (conduct.bogusSignature) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
  return JSON.stringify({
    id: text(passkey.id),
    rawId: text(passkey.id),
    type: 'public-key',
    response: {
      clientDataJSON: text(client),
      authenticatorData: text(data),
      signature: text(signature),
      userHandle: conduct.userHandle && text(Buffer.from(conduct.userHandle)),
    },
    clientExtensionResults: {},
  });
}
