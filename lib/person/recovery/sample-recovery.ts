import { randomInt } from 'node:crypto';
import { identityDocuments } from '@/db/schema/person';
import { clockOf } from '../../auth/recovery/recovery-case';
import { after, DAY_MS } from '../../base/clock';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { documentFingerprint, sealDocument } from '../document';
import { insertPerson } from '../new-person';
import { insertCase, lockCase, saveCase } from './stored-case';

const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');

/** Writes a customer with a national ID and a recovery of theirs that has come so far, for the samples of commands. */
export async function sampleRecovery(
  { tx, tenant, now }: SampleGround,
  state: 'asked' | 'opened' | 'disputed' | 'ready',
) {
  const person = (name: string) =>
    insertPerson(tx, tenant.id, now, {
      name,
      email: `recovery-${digits(12)}@example.com`,
      emailVerifiedAt: now,
      status: 'active',
      roles: ['user'],
    });
  const personId = await person('Recovery Sample');
  const [documentId, documentNumber] = [newId(now), `1${digits(15)}`];
  await tx.insert(identityDocuments).values({
    ...{ tenantId: tenant.id, id: documentId, personId, kind: 'national_id', createdAt: now },
    number: sealDocument(tenant.id, documentId, documentNumber),
    numberFingerprint: documentFingerprint('national_id', documentNumber),
    ...{ givenNames: 'Recovery', familyName: 'Sample', birthDate: '1990-05-17' },
  });
  const made = await insertCase(tx, tenant.id, now, { personId, named: 'r•••@e•••.com' });
  if (state !== 'asked') {
    const opened = {
      openedBy: await person('Opening Staff'),
      openedAt: now,
      documentKind: 'national_id',
    } as const;
    const approved = { approvedBy: await person('Approving Staff'), approvedAt: now };
    const change = {
      opened: { state: 'opened' as const },
      disputed: { state: 'disputed' as const, disputedAt: now, disputedBy: 'link' as const },
      ready: { state: 'approved' as const, ...approved, ...clockOf(after(now, -DAY_MS), DAY_MS) },
    }[state];
    await saveCase(tx, await lockCase(tx, tenant.id, made.id), { ...opened, ...change });
  }
  return { ...made, personId, documentNumber };
}
