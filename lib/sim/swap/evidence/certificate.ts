import { createPublicKey, randomBytes, sign } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  Certificate,
  Extension,
  Extensions,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import { after, DAY_MS } from '../../../base/clock';
import type { EvidenceKey } from './key';

const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';
const KEY_USAGE = '2.5.29.15';
const BASIC_CONSTRAINTS = '2.5.29.19';
export const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
/** A name in a certificate has at most so many signs (RFC 5280, A.1). */
const LONGEST_NAME = 64;
const LIVES_MS = 3_653 * DAY_MS;

/**
 * A certificate that says whose key it is, signed by the key itself: no authority vouches for it, the keys that the tenant
 * publishes do. It is made for each signature, so that nothing has to be kept.
 */
export function certificateOf(key: EvidenceKey, { owner, at }: { owner: string; at: Date }): Certificate {
  const algorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  const name = nameOf(owner, key.id);
  const spki = createPublicKey(key.privateKey).export({ type: 'spki', format: 'der' });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialOf(randomBytes(16)),
    signature: algorithm,
    issuer: name,
    subject: name,
    validity: new Validity({ notBefore: at, notAfter: after(at, LIVES_MS) }),
    subjectPublicKeyInfo: AsnConvert.parse(spki, SubjectPublicKeyInfo),
    extensions: new Extensions([
      // A signature and nothing else (RFC 5280, 4.2.1.3), and no certificate below it.
      new Extension({ extnID: KEY_USAGE, critical: true, extnValue: der('03020780') }),
      new Extension({ extnID: BASIC_CONSTRAINTS, critical: true, extnValue: der('3000') }),
    ]),
  });
  const signed = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), key.privateKey);
  return new Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: bytesOf(signed),
  });
}

const nameOf = (owner: string, keyId: string): Name =>
  new Name(
    [
      [ORGANISATION, owner.slice(0, LONGEST_NAME)],
      [COMMON_NAME, `Evidence ${keyId}`.slice(0, LONGEST_NAME)],
    ].map(
      ([type = '', utf8String]) =>
        new RelativeDistinguishedName([
          new AttributeTypeAndValue({ type, value: new AttributeValue({ utf8String }) }),
        ]),
    ),
  );

const der = (hex: string) => new OctetString(bytesOf(Buffer.from(hex, 'hex')));

/** A number that is neither negative nor longer than it has to be. */
function serialOf(bytes: Buffer): ArrayBuffer {
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytesOf(bytes);
}

/** Bytes in a buffer that holds nothing else. */
export const bytesOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
