import { randomInt, timingSafeEqual } from 'node:crypto';
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { oneTimeCodes } from '@/db/schema/auth';
import { after, HOUR_MS, MINUTE_MS } from '../base/clock';
import { newId } from '../base/id';
import { Refusal } from '../base/refusal';
import { fingerprint } from '../base/seal';
import type { Tenant } from '../policy/tenant';

/** NIST SP 800-63B-4 allows ten minutes at most. */
export const CODE_LIVES_MS = 5 * MINUTE_MS;
const TRIES = 3;
const SENDS_AN_HOUR = 3;

type Purpose = (typeof oneTimeCodes.$inferSelect)['purpose'];
export type CodeAnswer = 'right' | 'wrong' | 'expired' | 'none';

/**
 * Makes a six-digit code for an address; a newer one kills the older. Gives the code, of which only a fingerprint stays.
 * Refuses a fourth send within an hour.
 */
export async function issueCode(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { purpose, personId, address }: { purpose: Purpose; personId: string; address: string },
): Promise<string> {
  const mine = and(
    eq(oneTimeCodes.tenantId, tenant.id),
    eq(oneTimeCodes.personId, personId),
    eq(oneTimeCodes.purpose, purpose),
  );
  const sent = await tx
    .select({ id: oneTimeCodes.id })
    .from(oneTimeCodes)
    .where(and(mine, gt(oneTimeCodes.createdAt, after(now, -HOUR_MS))));
  if (sent.length >= SENDS_AN_HOUR) throw sentTooOften();
  await tx
    .update(oneTimeCodes)
    .set({ usedAt: now })
    .where(and(mine, isNull(oneTimeCodes.usedAt)));
  const id = newId(now);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await tx.insert(oneTimeCodes).values({
    tenantId: tenant.id,
    id,
    purpose,
    personId,
    address,
    codeFingerprint: fingerprint(`${id}:${code}`, 'one-time-code'),
    triesLeft: TRIES,
    createdAt: now,
    expiresAt: after(now, CODE_LIVES_MS),
  });
  return code;
}

/**
 * Tries a code. Gives `right` once; a wrong one costs a try, so whoever calls this must commit (return the refusal).
 * The row is locked first: of two tries at once exactly one is answered from the same count.
 */
export async function spendCode(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { purpose, personId, address, code }: { purpose: Purpose; personId: string; address: string; code: string },
): Promise<CodeAnswer> {
  const [live] = await tx
    .select()
    .from(oneTimeCodes)
    .where(
      and(
        eq(oneTimeCodes.tenantId, tenant.id),
        eq(oneTimeCodes.personId, personId),
        eq(oneTimeCodes.purpose, purpose),
        isNull(oneTimeCodes.usedAt),
      ),
    )
    .orderBy(desc(oneTimeCodes.id))
    .limit(1)
    .for('update');
  // A code proves the address that it was sent to and no other.
  if (!live || live.address !== address || live.triesLeft === 0) return 'none';
  if (live.expiresAt <= now) return 'expired';
  const right = timingSafeEqual(live.codeFingerprint, fingerprint(`${live.id}:${code}`, 'one-time-code'));
  await tx
    .update(oneTimeCodes)
    .set(right ? { usedAt: now } : { triesLeft: sql`${oneTimeCodes.triesLeft} - 1` })
    .where(and(eq(oneTimeCodes.tenantId, tenant.id), eq(oneTimeCodes.id, live.id)));
  return right ? 'right' : 'wrong';
}

const sentTooOften = () =>
  new Refusal('code_sent_too_often', 'Three codes were sent within the hour. Wait, then ask for a new one.', {
    status: 429,
  });

/** One sentence for every way in which a code does not count, so that none can be told apart. */
export const codeRefused = () =>
  new Refusal('code_refused', 'This code is not right, or it is too old. Check it, or ask for a new one.', {
    field: 'code',
  });
