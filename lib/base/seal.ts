import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { env } from './env';
import { once } from './once';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Bytes of the installation's secret for one purpose, from which a key is made: the same on every node, and kept nowhere. */
export const derivedBytes = (purpose: string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.from(env().SEAL_KEY, 'base64'), 'ngao', purpose, length));

/** One key for each purpose, so that what is sealed for one place cannot be opened, or compared, in another. */
function keyFor(purpose: string): KeyObject {
  const keys = once('seal-keys', () => new Map<string, KeyObject>());
  const known = keys.get(purpose);
  if (known) return known;
  // Bytes would be made a key anew at every use, which took a tenth of a transfer.
  const key = createSecretKey(derivedBytes(purpose, 32));
  keys.set(purpose, key);
  return key;
}

/**
 * Seals a text for the database: AES-256-GCM (NIST SP 800-38D) with a random nonce.
 * `place` (`totp:<tenant>:<id>` …) is authenticated, so that a sealed value moved to another row does not open.
 * Gives `version ‖ nonce ‖ tag ‖ ciphertext`.
 */
export const seal = (text: string, purpose: string, place: string): Buffer =>
  sealBytes(Buffer.from(text, 'utf8'), purpose, place);

/** As `seal`, for what is no text: a picture. */
export function sealBytes(plain: Uint8Array, purpose: string, place: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]);
}

/** Opens what `seal` made for the same purpose and place; throws when it was changed or moved. */
export const unseal = (sealed: Buffer, purpose: string, place: string): string =>
  unsealBytes(sealed, purpose, place).toString('utf8');

/** As `unseal`, for what `sealBytes` made. */
export function unsealBytes(sealed: Buffer, purpose: string, place: string): Buffer {
  if (sealed[0] !== VERSION) throw new Error(`A sealed value of ${purpose} has an unknown version`);
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(tag);
  const body = sealed.subarray(1 + NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

/**
 * A keyed fingerprint: equal for equal text within a purpose, and worthless without the key.
 * For "is this document known" on a sealed number, and for codes and tokens, of which only this is kept.
 */
export function fingerprint(text: string, purpose: string): Buffer {
  return createHmac('sha256', keyFor(`fingerprint:${purpose}`))
    .update(text)
    .digest();
}
