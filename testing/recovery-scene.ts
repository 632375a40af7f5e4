import { inTenant } from '@/db/client';
import { identityDocuments } from '@/db/schema/person';
import { after, DAY_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { ask } from '@/lib/command/ask';
import { perform } from '@/lib/command/perform';
import { documentFingerprint, sealDocument } from '@/lib/person/document';
import { approveRecovery } from '@/lib/person/recovery/approve';
import { askRecovery } from '@/lib/person/recovery/ask';
import { completeRecovery } from '@/lib/person/recovery/complete';
import { openRecovery } from '@/lib/person/recovery/open-case';
import { listRecoveries } from '@/lib/person/recovery/queries';
import type { Person } from '@/lib/policy/actor';
import { aTenant, type Ground, NOON } from './ground';
import { aBrowser, aMember, type Member } from './members';

export const DOCUMENT = '1199080012345678';
export const NEW_PASSWORD = 'quiet lake under the hills';
export const READY = after(NOON, DAY_MS);

/** A customer with a document, staff of each kind, and a recovery that was asked for. */
export async function aScene() {
  const ground = await aTenant();
  const member = await aMember(ground);
  await withDocument(ground, member);
  const [agent, admin, third] = [
    await ground.person(['agent']),
    await ground.person(['admin']),
    await ground.person(['admin']),
  ];
  const given = await perform(askRecovery, ground.stranger(), { identifier: member.email });
  const read = { number: given.number, documentKind: 'national_id', documentNumber: DOCUMENT };
  const caseOf = async () => {
    const { cases } = await ask(listRecoveries, admin, {});
    return cases[0]?.id ?? '';
  };
  const open = () => perform(openRecovery, agent, read);
  const approve = async (by: Person = admin) =>
    perform(approveRecovery, by, { caseId: await caseOf(), reason: 'The photograph is theirs' });
  const complete = (at = READY, browser = aBrowser(ground, at)) =>
    perform(completeRecovery, browser, { ...given, password: NEW_PASSWORD });
  return { ground, member, agent, admin, third, given, read, caseOf, open, approve, complete };
}

/** Writes the identity document of a person. */
export async function withDocument({ tenant }: Ground, { personId }: Member) {
  const id = newId(NOON);
  await inTenant(tenant.id, (tx) =>
    tx.insert(identityDocuments).values({
      ...{ tenantId: tenant.id, id, personId, kind: 'national_id', createdAt: NOON, verifiedAt: NOON },
      number: sealDocument(tenant.id, id, DOCUMENT),
      numberFingerprint: documentFingerprint('national_id', DOCUMENT),
      ...{ givenNames: 'Mary', familyName: 'Member', birthDate: '1990-08-01' },
    }),
  );
}

/** How a deed ended: `done`, or the code of its refusal. */
export const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (refusal) => refusal.code,
  );
