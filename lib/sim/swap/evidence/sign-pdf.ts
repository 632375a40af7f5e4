import { createHash, createPublicKey, sign, verify } from 'node:crypto';
import {
  Attribute,
  CertificateChoices,
  CertificateSet,
  ContentInfo,
  DigestAlgorithmIdentifiers,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  id_data,
  id_signedData,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
} from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier, type Certificate } from '@peculiar/asn1-x509';
import { calculateJwkThumbprint } from 'jose';
import { bytesOf, certificateOf, ECDSA_WITH_SHA256 } from './certificate';
import type { EvidenceKey } from './key';

// A signature in a PDF covers every byte of the file but itself: its place is left open, and its length is fixed beforehand
// (ISO 32000-2, 12.8; the form is PAdES, ETSI EN 319 142-1, level B-B).

const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const SHA256 = '2.16.840.1.101.3.4.2.1';

/** What is left open for the signature, in bytes. */
export const ROOM = 4_096;
/** A place that is wide enough for any file; the true numbers are written over it. */
export const OPEN_RANGE = 9_999_999_999;

const RANGE = /\/ByteRange \[0 (\d{1,10}) (\d{1,10}) (\d{1,10})\]( *)/g;
const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** Fills the place that a PDF leaves open with a signature over all of the rest. */
export function signPdf(pdf: Buffer, key: EvidenceKey, about: { owner: string; at: Date }): Buffer {
  const signed = Buffer.from(pdf);
  const open = signed.indexOf(`<${'0'.repeat(ROOM * 2)}>`);
  const [range] = [...signed.toString('latin1').matchAll(RANGE)];
  if (open < 0 || !range) throw new Error('A PDF leaves no place for its signature.');
  const end = open + ROOM * 2 + 2;
  const covers = `/ByteRange [0 ${open} ${end} ${signed.length - end}]`;
  signed.write(covers.padEnd(range[0].length, ' '), range.index, 'latin1');
  const covered = Buffer.concat([signed.subarray(0, open), signed.subarray(end)]);
  const cms = signatureOver(sha256(covered), key, about);
  if (cms.length > ROOM) throw new Error('A signature is longer than its place.');
  signed.write(cms.toString('hex'), open + 1, 'latin1');
  return signed;
}

function signatureOver(digest: Buffer, key: EvidenceKey, about: { owner: string; at: Date }): Buffer {
  const certificate = certificateOf(key, about);
  const signature = sign('sha256', asSet(attributesOf(digest, certificate)), key.privateKey);
  return assemble(digest, certificate, signature);
}

/** What is signed of a file: its digest, and by which certificate. */
function attributesOf(digest: Buffer, certificate: Certificate): Attribute[] {
  const print = sha256(Buffer.from(AsnConvert.serialize(certificate)));
  return [
    attribute(CONTENT_TYPE, Buffer.from('06092a864886f70d010701', 'hex')),
    attribute(MESSAGE_DIGEST, Buffer.concat([Buffer.from('0420', 'hex'), digest])),
    attribute(SIGNING_CERTIFICATE_V2, Buffer.concat([Buffer.from('3026302430220420', 'hex'), print])),
  ].toSorted((a, b) => Buffer.compare(encoded(a), encoded(b)));
}

/** A signature in its one form: for one file, certificate and signature there is one row of bytes. */
function assemble(digest: Buffer, certificate: Certificate, signature: Uint8Array): Buffer {
  const { issuer, serialNumber } = certificate.tbsCertificate;
  const digestAlgorithm = new AlgorithmIdentifier({ algorithm: SHA256 });
  const content = new SignedData({
    version: 1,
    digestAlgorithms: new DigestAlgorithmIdentifiers([digestAlgorithm]),
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: id_data }),
    certificates: new CertificateSet([new CertificateChoices({ certificate })]),
    signerInfos: new SignerInfos([
      new SignerInfo({
        version: 1,
        sid: new SignerIdentifier({
          issuerAndSerialNumber: new IssuerAndSerialNumber({ issuer, serialNumber }),
        }),
        digestAlgorithm,
        signedAttrs: attributesOf(digest, certificate),
        signatureAlgorithm: new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 }),
        signature: new OctetString(bytesOf(signature)),
      }),
    ]),
  });
  return Buffer.from(
    AsnConvert.serialize(
      new ContentInfo({ contentType: id_signedData, content: AsnConvert.serialize(content) }),
    ),
  );
}

const attribute = (attrType: string, value: Buffer) =>
  new Attribute({ attrType, attrValues: [bytesOf(value)] });

const encoded = (one: Attribute): Buffer => Buffer.from(AsnConvert.serialize(one));

/** What is signed is a set; DER has one order for it. */
function asSet(attributes: readonly Attribute[]): Buffer {
  const body = Buffer.concat(attributes.map(encoded));
  return Buffer.concat([Buffer.of(0x31), lengthOf(body.length), body]);
}

/** DER says a length in as few bytes as it can. */
const lengthOf = (length: number): Buffer =>
  length < 0x80
    ? Buffer.of(length)
    : length < 0x100
      ? Buffer.of(0x81, length)
      : Buffer.of(0x82, length >> 8, length & 0xff);

/** What a signed PDF says of itself: the key that signed all of it; undefined where anything of it was changed. */
export async function signerOfPdf(pdf: Buffer): Promise<string | undefined> {
  try {
    const [range, another] = [...pdf.toString('latin1').matchAll(RANGE)].map((found) =>
      found.slice(1, 4).map(Number),
    );
    const [open = 0, end = 0, rest = 0] = range ?? [];
    // One signature, over everything but itself: what was added behind it would be outside.
    if (another || pdf[open] !== 0x3c || pdf[end - 1] !== 0x3e || end + rest !== pdf.length) return undefined;
    const hex = pdf.subarray(open + 1, end - 1).toString('latin1');
    if (!/^[0-9a-f]+$/.test(hex)) return undefined;
    const digest = sha256(Buffer.concat([pdf.subarray(0, open), pdf.subarray(end)]));
    return await signerOver(digest, withoutPadding(Buffer.from(hex, 'hex')));
  } catch {
    // Whatever cannot be read as a signature is none.
    return undefined;
  }
}

/** A signature says in its first bytes how long it is; behind it the place is empty. */
function withoutPadding(bytes: Buffer): Buffer {
  const length = bytes[1] === 0x82 ? bytes.readUInt16BE(2) + 4 : undefined;
  if (length === undefined || bytes.subarray(length).some((byte) => byte !== 0))
    throw new Error('A signature is not alone in its place.');
  return bytes.subarray(0, length);
}

async function signerOver(digest: Buffer, cms: Buffer): Promise<string | undefined> {
  const { content } = AsnConvert.parse(cms, ContentInfo);
  const { certificates, signerInfos } = AsnConvert.parse(content, SignedData);
  const [signer, certificate] = [signerInfos[0], certificates?.[0]?.certificate];
  if (!signer || !certificate) return undefined;
  const signature = Buffer.from(signer.signature.buffer);
  // Whatever is not signed in it is no place to hide something: it is what we would have written, byte for byte.
  if (!assemble(digest, certificate, signature).equals(cms)) return undefined;
  const spki = Buffer.from(AsnConvert.serialize(certificate.tbsCertificate.subjectPublicKeyInfo));
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  if (!verify('sha256', asSet(attributesOf(digest, certificate)), publicKey, signature)) return undefined;
  return calculateJwkThumbprint(publicKey.export({ format: 'jwk' }));
}
