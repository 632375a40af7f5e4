import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { outageReports } from '@/db/schema/outage';
import { claimPrint, claimRefused, isClaim, newCaseNumber, newClaim } from '../../auth/recovery/claim';
import { after } from '../../base/clock';
import { newId } from '../../base/id';
import type { Refusal } from '../../base/refusal';
import { placeHold } from '../../trust/hold';
import { HELD_BY_OUTAGE, LOOKED_BACK_MS, reasonOf } from './outage';

export type StoredOutage = typeof outageReports.$inferSelect;
type Report = Pick<StoredOutage, 'personId' | 'named' | 'channel' | 'ip' | 'until'>;

/** Writes a report; gives its number and the secret, which is kept nowhere else. */
export async function insertOutage(
  tx: Tx,
  tenantId: string,
  now: Date,
  report: Report,
): Promise<{ id: string; number: string; claim: string }> {
  const [id, number, claim] = [newId(now), newCaseNumber('N'), newClaim()];
  await tx.insert(outageReports).values({
    ...{ tenantId, id, number, claimFingerprint: claimPrint(number, claim), reportedAt: now },
    ...report,
  });
  return { id, number, claim };
}

export const EARLIER = {
  name: 'outage-earlier',
  text: `select reported_at as "reportedAt", until from outage_reports
         where tenant_id = $1::uuid and person_id = $2::uuid and id >= $3::uuid and until > reported_at order by id`,
};

/** The reports of somebody's telephone that held something lately, also those that were taken back, in their order. */
export async function earlierReports(
  tx: Tx,
  tenantId: string,
  personId: string | null,
  now: Date,
): Promise<Pick<StoredOutage, 'reportedAt' | 'until'>[]> {
  const { rows } = await tx.$client.query<Pick<StoredOutage, 'reportedAt' | 'until'>>({
    ...EARLIER,
    // The ids begin with their time, so that the index gives the last days alone.
    values: [tenantId, personId, firstIdAt(after(now, -LOOKED_BACK_MS))],
  });
  return rows;
}

/** The least id that can have been made at a moment. */
const firstIdAt = (at: Date): string => {
  const hex = at.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};

type Holding = { personId: string | null; reportId: string; until: Date };

/** Holds back money and swaps of somebody for a report; of nobody it holds nothing, with the same work. Gives whether that is news. */
export async function holdForOutage(
  tx: Tx,
  tenantId: string,
  now: Date,
  { personId, reportId, until }: Holding,
): Promise<boolean> {
  let isNews = false;
  for (const kind of HELD_BY_OUTAGE) {
    const hold = { personId, kind, reason: reasonOf(reportId), placedBy: null, until };
    isNews = (await placeHold(tx, tenantId, now, hold)) || isNews;
  }
  return isNews;
}

const byNumber = (tx: Tx, tenantId: string, number: string) =>
  tx
    .select()
    .from(outageReports)
    .where(and(eq(outageReports.tenantId, tenantId), eq(outageReports.number, number)));

type Claim = { number: string; claim: string };

/** A report for whoever has its secret, without locking it; undefined for an unknown number and a wrong secret alike. */
export async function findClaimed(
  tx: Tx,
  tenantId: string,
  { number, claim }: Claim,
): Promise<StoredOutage | undefined> {
  const [one] = await byNumber(tx, tenantId, number);
  return one && isClaim(one.claimFingerprint, number, claim) ? one : undefined;
}

type Claimed = { one: StoredOutage; refused?: never } | { one?: never; refused: Refusal };

/** As `findClaimed`, locked. */
export async function lockClaimed(tx: Tx, tenantId: string, { number, claim }: Claim): Promise<Claimed> {
  const [one] = await byNumber(tx, tenantId, number).for('update');
  return one && isClaim(one.claimFingerprint, number, claim) ? { one } : { refused: claimRefused() };
}

/** A report of somebody by its id, locked; undefined where it is none of theirs. */
export async function lockOutageOf(
  tx: Tx,
  tenantId: string,
  { id, personId }: { id: string; personId: string },
): Promise<StoredOutage | undefined> {
  const [one] = await tx
    .select()
    .from(outageReports)
    .where(
      and(
        eq(outageReports.tenantId, tenantId),
        eq(outageReports.id, id),
        eq(outageReports.personId, personId),
      ),
    )
    .for('update');
  return one;
}

/** Writes what a step changes in a report that is locked. */
export async function saveOutage(
  tx: Tx,
  { tenantId, id }: StoredOutage,
  change: Partial<StoredOutage>,
): Promise<void> {
  await tx
    .update(outageReports)
    .set(change)
    .where(and(eq(outageReports.tenantId, tenantId), eq(outageReports.id, id)));
}
