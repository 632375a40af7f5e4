import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { identityDocuments } from '@/db/schema/person';
import { askQuestion } from '../../auth/question';
import { caseNumber } from '../../auth/recovery/claim';
import {
  MOST_MISMATCHES,
  refusalOfHands,
  refusalOfStep,
  WAITS_FOR_STAFF_MS,
} from '../../auth/recovery/recovery-case';
import { secureAccount } from '../../auth/recovery/secure-account';
import { after } from '../../base/clock';
import { notFound, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { type Actor, personIdOf } from '../../policy/actor';
import type { Tenant } from '../../policy/tenant';
import { DOCUMENT_KINDS, type DocumentKind, documentFingerprint } from '../document';
import { countOtherOwners, rolesHeld } from '../held-roles';
import { ownersAlone } from '../role-rules';
import { sampleRecovery } from './sample-recovery';
import { evidenceOf, lockCaseByNumber, type StoredCase, saveCase } from './stored-case';

type Read = { documentKind: DocumentKind; documentNumber: string };

/**
 * Opens a case at a counter: the document in the agent's hand is compared with the one on file, which is not shown. From
 * then on the account is secured, and its owner told on every channel.
 */
export const openRecovery = command({
  name: 'recovery.open-case',
  proof: 'fresh-second-factor',
  perMinute: 20,
  input: z.strictObject({
    number: caseNumber,
    documentKind: z.enum(DOCUMENT_KINDS),
    documentNumber: z.string().trim().min(1, 'Enter the number of the document.').max(40),
  }),
  output: z.strictObject({ number: z.string() }),
  async run({ tx, actor, tenant, now }, { number, ...read }) {
    const one = await lockCaseByNumber(tx, tenant.id, number);
    if (!one) throw notFound();
    const staffId = personIdOf(actor);
    const evidence = evidenceOf(one, now, 'opened');
    const refused = refusalOfStep(one, 'opened', now) ?? refusalOfHands(one, staffId, 'open');
    if (refused) return { refused, evidence };
    // A case of nobody is refused in the same words: an agent is no way to learn who has an account.
    if (!one.personId || !(await isTheirs(tx, one, read)))
      return { refused: await countMismatch(tx, one, now), evidence };
    if (await isLastOwner(tx, tenant.id, one.personId)) return { refused: ownersAlone(), evidence };

    await endStaleCases(tx, one, now);
    const questionId = await askQuestion(tx, tenant.id, now, {
      ...{ personId: one.personId, kind: 'recovery', livesMs: WAITS_FOR_STAFF_MS },
      values: { place: await placeOf(tx, tenant, actor) },
    });
    const opened = {
      questionId,
      state: 'opened',
      openedBy: staffId,
      openedAt: now,
      documentKind: read.documentKind,
    } as const;
    await saveCase(tx, one, { ...opened, expiresAt: after(now, WAITS_FOR_STAFF_MS) });
    const because = 'recovery' as const;
    await secureAccount(tx, tenant, now, {
      ...{ personId: one.personId, because, placedBy: staffId },
      template: 'recoveryOpened',
    });
    return { output: { number }, evidence };
  },
  async sample(ground) {
    const { number, documentNumber } = await sampleRecovery(ground, 'asked');
    return { number, documentKind: 'national_id', documentNumber };
  },
});

async function isTheirs(tx: Tx, { tenantId, personId }: StoredCase, read: Read): Promise<boolean> {
  const found = await tx
    .select({ id: identityDocuments.id })
    .from(identityDocuments)
    .where(
      and(
        eq(identityDocuments.tenantId, tenantId),
        eq(identityDocuments.personId, personId ?? ''),
        eq(identityDocuments.kind, read.documentKind),
        eq(identityDocuments.numberFingerprint, documentFingerprint(read.documentKind, read.documentNumber)),
      ),
    );
  return found.length > 0;
}

/**
 * Whether there is no other owner who could take the next step, or end the case: it would only close the account, for as
 * long as an agent with its owner's document likes. The operator of the installation makes another owner.
 */
async function isLastOwner(tx: Tx, tenantId: string, personId: string): Promise<boolean> {
  const owner = (await rolesHeld(tx, tenantId, personId)).find(({ key }) => key === 'owner');
  return owner !== undefined && (await countOtherOwners(tx, tenantId, owner.id, personId)) === 0;
}

/** Where the counter is, for the question to the owner: the agent's unit, or the tenant itself. */
async function placeOf(tx: Tx, tenant: Tenant, actor: Actor): Promise<string> {
  if (actor.kind !== 'person' || !actor.principal.unitId) return tenant.name;
  const { rows } = await tx.$client.query<{ name: string }>({
    name: 'recovery-place',
    text: 'select name from units where tenant_id = $1 and id = $2',
    values: [tenant.id, actor.principal.unitId],
  });
  return rows[0]?.name ?? tenant.name;
}

/** A document that is not the one on file is counted; with the third the case is closed. */
async function countMismatch(tx: Tx, one: StoredCase, now: Date): Promise<Refusal> {
  const documentMismatches = one.documentMismatches + 1;
  const isLast = documentMismatches >= MOST_MISMATCHES;
  await saveCase(tx, one, {
    documentMismatches,
    ...(isLast ? { state: 'refused' as const, endedAt: now } : {}),
  });
  return isLast ? closedByMismatch() : documentDiffers();
}

/** A case of the same person that nobody went on with is over, and must not stand in the way of this one. */
async function endStaleCases(tx: Tx, { tenantId, personId }: StoredCase, now: Date): Promise<void> {
  await tx.$client.query({
    name: 'recovery-end-stale',
    text: `update recovery_cases set state = 'expired', ended_at = $3
           where tenant_id = $1 and person_id = $2 and state in ('opened', 'approved') and expires_at <= $3`,
    values: [tenantId, personId, now],
  });
}

const documentDiffers = () =>
  new Refusal(
    'recovery_document_differs',
    'This is not the document on file for this case. Read its kind and number again.',
    { status: 409, field: 'documentNumber' },
  );

const closedByMismatch = () =>
  new Refusal(
    'recovery_closed_by_mismatch',
    'The document did not match three times, so the case is closed. The customer can begin a new one.',
    { status: 409 },
  );
