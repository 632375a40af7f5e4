import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { recoveryCases } from '@/db/schema/recovery';
import { claimPrint, claimRefused, isClaim, newCaseNumber, newClaim } from '../../auth/recovery/claim';
import { type RecoveryState, stateOf, WAITS_FOR_STAFF_MS } from '../../auth/recovery/recovery-case';
import { after } from '../../base/clock';
import { newId } from '../../base/id';
import { notFound, type Refusal } from '../../base/refusal';

export type StoredCase = typeof recoveryCases.$inferSelect;

/** Writes a case for whoever asks; gives its number and the secret, which is kept nowhere else. */
export async function insertCase(
  tx: Tx,
  tenantId: string,
  now: Date,
  { personId, named }: { personId: string | null; named: string },
): Promise<{ id: string; number: string; claim: string }> {
  const [id, number, claim] = [newId(now), newCaseNumber(), newClaim()];
  await tx.insert(recoveryCases).values({
    ...{ tenantId, id, number, personId, named, state: 'asked', askedAt: now },
    ...{ claimFingerprint: claimPrint(number, claim), expiresAt: after(now, WAITS_FOR_STAFF_MS) },
  });
  return { id, number, claim };
}

/** A case by its id, locked. Refuses an unknown one. */
export async function lockCase(tx: Tx, tenantId: string, id: string): Promise<StoredCase> {
  const [found] = await tx
    .select()
    .from(recoveryCases)
    .where(and(eq(recoveryCases.tenantId, tenantId), eq(recoveryCases.id, id)))
    .for('update');
  if (!found) throw notFound();
  return found;
}

const byNumber = (tx: Tx, tenantId: string, number: string) =>
  tx
    .select()
    .from(recoveryCases)
    .where(and(eq(recoveryCases.tenantId, tenantId), eq(recoveryCases.number, number)));

type Found = Promise<StoredCase | undefined>;

/** A case by its number; undefined for none. */
export async function findCaseByNumber(tx: Tx, tenantId: string, number: string): Found {
  return (await byNumber(tx, tenantId, number))[0];
}

/** As `findCaseByNumber`, locked. */
export async function lockCaseByNumber(tx: Tx, tenantId: string, number: string): Found {
  return (await byNumber(tx, tenantId, number).for('update'))[0];
}

type Claim = { number: string; claim: string };

/** A case for whoever has its secret, without locking it; undefined for an unknown number and a wrong secret alike. */
export async function findClaimed(tx: Tx, tenantId: string, { number, claim }: Claim): Found {
  const one = await findCaseByNumber(tx, tenantId, number);
  return one && isClaim(one.claimFingerprint, number, claim) ? one : undefined;
}

type Claimed = { one: StoredCase; refused?: never } | { one: StoredCase | undefined; refused: Refusal };

/** A case for whoever has its secret, locked. A wrong secret is counted, so whoever calls this returns the refusal. */
export async function lockClaimed(tx: Tx, tenantId: string, { number, claim }: Claim): Promise<Claimed> {
  const one = await lockCaseByNumber(tx, tenantId, number);
  if (one && isClaim(one.claimFingerprint, number, claim)) return { one };
  if (one) await saveCase(tx, one, { wrongClaims: one.wrongClaims + 1 });
  return { one, refused: claimRefused() };
}

/** Writes what a step changes in a case that is locked. */
export async function saveCase(
  tx: Tx,
  { tenantId, id }: StoredCase,
  change: Partial<StoredCase>,
): Promise<void> {
  await tx
    .update(recoveryCases)
    .set(change)
    .where(and(eq(recoveryCases.tenantId, tenantId), eq(recoveryCases.id, id)));
}

/** What a step says of a case in the audit log. */
export const evidenceOf = (one: StoredCase, now: Date, to: RecoveryState) => ({
  subject: `recovery:${one.id}`,
  severity: 'warning' as const,
  change: { state: [stateOf(one, now), to], person: one.personId },
});
