import { randomInt } from 'node:crypto';
import { documentPictures } from '@/db/schema/kyc';
import { identityDocuments } from '@/db/schema/person';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { documentFingerprint, sealDocument } from '../document';
import { insertPerson } from '../new-person';
import { lookedAt, type Side } from './kyc';
import { sealPicture } from './stored-document';

const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');

/** A picture as a telephone sends it, of nothing. */
export async function samplePicture(width = 240, height = 240, background = '#7d8a99'): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

type Wanted = { writtenBy?: string; takenBy?: string; sides?: readonly Side[]; verified?: boolean };

/** Writes a customer with a document and its pictures, as others wrote and took them unless it is said who. */
export async function sampleDocument({ tx, tenant, now }: SampleGround, wanted: Wanted = {}) {
  const { takenBy, sides = takenBy ? (['front', 'face'] as const) : [] } = wanted;
  const personId = await insertPerson(tx, tenant.id, now, {
    ...{ name: 'Sample Customer', email: `kyc-${digits(12)}@example.com`, status: 'active', roles: ['user'] },
  });
  const documentId = newId(now);
  const number = `11990${digits(11)}`;
  await tx.insert(identityDocuments).values({
    ...{ tenantId: tenant.id, id: documentId, personId, kind: 'national_id', createdAt: now },
    number: sealDocument(tenant.id, documentId, number),
    numberFingerprint: documentFingerprint('national_id', number),
    ...{ givenNames: 'Sample', familyName: 'Customer', birthDate: '1990-05-17' },
    ...{ createdBy: wanted.writtenBy ?? null, readyAt: sides.length > 1 ? now : null },
    verifiedAt: wanted.verified ? now : null,
  });
  const pictures = sides.map((side) => ({ id: newId(now), side }));
  for (const { id, side } of pictures)
    await tx.insert(documentPictures).values({
      ...{ tenantId: tenant.id, id, documentId, side, width: 240, height: 240 },
      ...{ image: sealPicture(tenant.id, id, await samplePicture()), takenAt: now },
      takenBy: takenBy ?? personId,
    });
  return { documentId, personId, number, pictures: pictures.map(({ id }) => id), looked: lookedAt(pictures) };
}

/** Somebody else of the staff, who wrote a document that waits to be looked at. */
export async function sampleWaiting(ground: SampleGround) {
  const { tx, tenant, now } = ground;
  const writtenBy = await insertPerson(tx, tenant.id, now, {
    ...{ name: 'Writing Agent', email: `kyc-${digits(12)}@example.com`, status: 'active', roles: ['agent'] },
  });
  return sampleDocument(ground, { writtenBy, takenBy: writtenBy });
}
