import { randomInt } from 'node:crypto';
import { identityDocuments } from '@/db/schema/person';
import { after, HOUR_MS } from '../../base/clock';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { documentFingerprint, sealDocument } from '../document';
import { insertPerson } from '../new-person';
import { holdForOutage, insertOutage } from './stored-outage';

const BORN = '1990-05-17';
const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');

/** Writes a customer with a number and a document, for the samples of commands. Gives what is typed to report their telephone. */
export async function sampleSubscriber({ tx, tenant, now }: SampleGround) {
  const number = `+25078${digits(7)}`;
  const personId = await insertPerson(tx, tenant.id, now, {
    ...{ name: 'Outage Sample', email: `outage-${digits(12)}@example.com`, emailVerifiedAt: now },
    ...{ mobile: number, mobileVerifiedAt: now, status: 'active', roles: ['user'] },
  });
  await sampleDocument({ tx, tenant, now }, personId);
  return { number, birthDate: BORN };
}

async function sampleDocument({ tx, tenant, now }: Omit<SampleGround, 'actorId'>, personId: string) {
  const [id, number] = [newId(now), `1${digits(15)}`];
  await tx.insert(identityDocuments).values({
    ...{ tenantId: tenant.id, id, personId, kind: 'national_id', createdAt: now, birthDate: BORN },
    number: sealDocument(tenant.id, id, number),
    numberFingerprint: documentFingerprint('national_id', number),
    ...{ givenNames: 'Outage', familyName: 'Sample' },
  });
}

/** Writes a report about somebody, and what it holds back. Gives its id, its number and its secret. */
export async function sampleOutage({ tx, tenant, now }: SampleGround, personId: string) {
  const until = after(now, 2 * HOUR_MS);
  const report = { personId, named: '+250 ••• ••• 001', channel: 'web' as const, ip: null, until };
  const made = await insertOutage(tx, tenant.id, now, report);
  await holdForOutage(tx, tenant.id, now, { personId, reportId: made.id, until });
  return made;
}
