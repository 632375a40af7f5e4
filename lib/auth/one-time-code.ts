import { randomInt, timingSafeEqual } from 'node:crypto';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { oneTimeCodes } from '@/db/schema/auth';
import { after, HOUR_MS } from '../base/clock';
import { newId } from '../base/id';
import { Refusal } from '../base/refusal';
import { fingerprint } from '../base/seal';
import type { Tenant } from '../policy/tenant';

const TRIES = 3;
const SENDS_AN_HOUR = 3;

type Purpose = (typeof oneTimeCodes.$inferSelect)['purpose'];
type CodeChannel = (typeof oneTimeCodes.$inferSelect)['channel'];
export type CodeAnswer = 'right' | 'wrong' | 'expired' | 'none';

/** Which code: of a person, or of nobody where an address is nobody's; for one purpose, at one address. */
type Which = { purpose: Purpose; personId: string | null; address: string };
type Issue = Which & { channel: CodeChannel; signInId?: string };

/**
 * Makes a six-digit code for an address; a newer one kills the older. Gives the code, of which only a fingerprint stays.
 * Refuses a fourth send within an hour. Two who ask at once for one address take turns.
 */
export async function issueCode(tx: Tx, tenant: Tenant, now: Date, issue: Issue): Promise<string> {
  const { purpose, personId, address, channel, signInId } = issue;
  const code = await tryToIssueCode(tx, tenant, now, { purpose, personId, address, channel, signInId });
  if (!code) throw sentTooOften();
  return code;
}

/** As `issueCode`, but gives undefined for a fourth send within an hour: for those who must not be told. */
export async function tryToIssueCode(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { purpose, personId, address, channel, signInId }: Issue,
): Promise<string | undefined> {
  await tx.$client.query({
    name: 'code-turn',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`code:${tenant.id}:${purpose}:${address}`],
  });
  const id = newId(now);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const { rowCount } = await tx.$client.query({
    ...ISSUE,
    values: [
      ...[tenant.id, id, purpose, personId, address, channel, signInId ?? null],
      ...[fingerprint(`${id}:${code}`, 'one-time-code'), TRIES, now],
      ...[after(now, tenant.settings.signIn.codeLivesMs), after(now, -HOUR_MS), SENDS_AN_HOUR],
    ],
  });
  return rowCount === 1 ? code : undefined;
}

const ISSUE = {
  name: 'code-issue',
  text: `with sent as materialized (
      select count(*) as times from one_time_codes where tenant_id = $1::uuid and address = $5 and purpose = $3
        and created_at > $12::timestamptz
    ), killed as (
      update one_time_codes set used_at = $10::timestamptz
      from sent where sent.times < $13::int and tenant_id = $1::uuid and address = $5 and purpose = $3 and used_at is null
      returning 1
    )
    insert into one_time_codes (tenant_id, id, purpose, person_id, address, channel, sign_in_id, code_fingerprint,
      tries_left, created_at, expires_at)
    select $1::uuid, $2::uuid, $3, $4::uuid, $5, $6, $7::uuid, $8::bytea, $9::int, $10::timestamptz, $11::timestamptz
    from sent where sent.times < $13::int and (select count(*) from killed) >= 0`,
};

/**
 * Tries a code. Gives `right` once; a wrong one costs a try, so whoever calls this must commit (return the refusal).
 * The row is locked first: of two tries at once exactly one is answered from the same count.
 */
export async function spendCode(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { purpose, personId, address, code }: Which & { code: string },
): Promise<CodeAnswer> {
  const [live] = await tx
    .select()
    .from(oneTimeCodes)
    .where(
      and(
        eq(oneTimeCodes.tenantId, tenant.id),
        personId === null ? isNull(oneTimeCodes.personId) : eq(oneTimeCodes.personId, personId),
        // A code proves the address that it was sent to and no other.
        eq(oneTimeCodes.address, address),
        eq(oneTimeCodes.purpose, purpose),
        isNull(oneTimeCodes.usedAt),
      ),
    )
    .orderBy(desc(oneTimeCodes.id))
    .limit(1)
    .for('update');
  if (!live || live.triesLeft === 0) return 'none';
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
