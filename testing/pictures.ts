import { inTenant } from '@/db/client';
import { identityDocuments } from '@/db/schema/person';
import { newId } from '@/lib/base/id';
import { perform } from '@/lib/command/perform';
import { documentFingerprint, sealDocument } from '@/lib/person/document';
import { addPicture } from '@/lib/person/kyc/add-picture';
import type { Side } from '@/lib/person/kyc/kyc';
import type { Person } from '@/lib/policy/actor';
import { type Ground, NOON } from './ground';

let made = 0;

/** A customer's document as an agent wrote it; it counts for nothing yet. */
export async function aDocument(
  { tenant, person }: Ground,
  agent: Person,
  over: Partial<typeof identityDocuments.$inferInsert> = {},
): Promise<{ documentId: string; holder: Person; number: string }> {
  made += 1;
  const holder = await person(['user']);
  const [documentId, number] = [newId(NOON), `119900${String(made).padStart(10, '0')}`];
  await inTenant(tenant.id, (tx) =>
    tx.insert(identityDocuments).values({
      ...{ tenantId: tenant.id, id: documentId, personId: holder.principal.id, kind: 'national_id' },
      number: sealDocument(tenant.id, documentId, number),
      numberFingerprint: documentFingerprint('national_id', number),
      ...{ givenNames: 'Aline', familyName: 'Mukamana', birthDate: '1990-08-01', createdAt: NOON },
      ...{ createdBy: agent.principal.id, ...over },
    }),
  );
  return { documentId, holder, number };
}

/** A photograph as a telephone takes it: with noise, and, where it is said, with what telephones write beside it. */
export async function photograph(
  width = 800,
  height = 600,
  kind: 'jpeg' | 'png' | 'webp' = 'jpeg',
): Promise<Buffer<ArrayBuffer>> {
  const { default: sharp } = await import('sharp');
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
  const drawn = sharp({ create: { width, height, channels: 3, background: '#888888', noise } });
  return Buffer.from(await drawn[kind]().toBuffer());
}

export const add = (by: Person, documentId: string, side: Side, picture: Uint8Array, swapId?: string) =>
  perform(addPicture, by, { documentId, side, picture, swapId });

/** Adds what is needed before anybody can look. */
export async function addBoth(by: Person, documentId: string): Promise<void> {
  for (const side of ['front', 'face'] as const) await add(by, documentId, side, await photograph());
}
