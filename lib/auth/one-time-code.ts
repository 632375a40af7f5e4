import { randomInt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import type { oneTimeCodes } from '@/db/schema/auth';
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
type Asked = { signInId?: string; sessionId?: string };
type Issue = Which &
  Asked & {
    channel: CodeChannel;
    /** How many the address may have within an hour, and how long each is good, where it is not as usual. */
    sendsAnHour?: number;
    livesMs?: number;
    /** The browser that asks, where its person has signed in from it before: then only what it asked for is counted. */
    ownBrowser?: Buffer;
  };

/**
 * Makes a six-digit code for an address; a newer one kills the older. Gives the code, of which only a fingerprint stays.
 * Refuses one more than the address may have within an hour; a stranger's sends leave the owner's own browsers theirs. Two who ask at once for one address take turns.
 */
export async function issueCode(tx: Tx, tenant: Tenant, now: Date, issue: Issue): Promise<string> {
  const code = await tryToIssueCode(tx, tenant, now, issue);
  if (!code) throw issue.sendsAnHour ? sentOften(issue.sendsAnHour) : sentTooOften();
  return code;
}

/** As `issueCode`, but gives undefined for one more than may be sent within an hour: for those who must not be told. */
export async function tryToIssueCode(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  {
    purpose,
    personId,
    address,
    channel,
    signInId,
    sessionId,
    sendsAnHour = SENDS_AN_HOUR,
    livesMs = tenant.settings.signIn.codeLivesMs,
    ownBrowser,
  }: Issue,
): Promise<string | undefined> {
  await takeTurn(tx, tenant, purpose, address);
  const asker = signInId ?? sessionId;
  if (asker) await takeTurn(tx, tenant, purpose, asker);
  const id = newId(now);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const { rowCount } = await tx.$client.query({
    ...ISSUE,
    values: [
      ...[tenant.id, id, purpose, personId, address, channel, signInId ?? null],
      ...[fingerprint(`${id}:${code}`, 'one-time-code'), TRIES, now],
      ...[after(now, livesMs), after(now, -HOUR_MS), sendsAnHour, sessionId ?? null],
      ownBrowser ?? null,
    ],
  });
  return rowCount === 1 ? code : undefined;
}

/** Who sends to an address, or enters what came there, waits for whoever does so already: a new code is seen whole. */
async function takeTurn(tx: Tx, tenant: Tenant, purpose: Purpose, at: string): Promise<void> {
  await tx.$client.query({
    name: 'code-turn',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`code:${tenant.id}:${purpose}:${at}`],
  });
}

const ISSUE = {
  name: 'code-issue',
  text: `with sent as materialized (
      select count(*) as times from one_time_codes c where tenant_id = $1::uuid and address = $5 and purpose = $3
        and created_at > $12::timestamptz and ($15::bytea is null or exists (select from sign_ins s
          where s.tenant_id = $1::uuid and s.id = c.sign_in_id and s.browser_fingerprint = $15::bytea))
    ), killed as (
      update one_time_codes set used_at = $10::timestamptz
      from sent where sent.times < $13::int and tenant_id = $1::uuid and address = $5 and purpose = $3 and used_at is null
      returning 1
    )
    insert into one_time_codes (tenant_id, id, purpose, person_id, address, channel, sign_in_id, code_fingerprint,
      tries_left, created_at, expires_at, session_id)
    select $1::uuid, $2::uuid, $3, $4::uuid, $5, $6, $7::uuid, $8::bytea, $9::int, $10::timestamptz, $11::timestamptz,
      $14::uuid
    from sent where sent.times < $13::int and (select count(*) from killed) >= 0`,
};

/** A code that was sent to an address; where it is not said to whom, to anybody. */
export type Awaited = { purpose: Purpose; address: string; personId?: string };

/** Whether a code could be entered now. */
export async function isAwaited(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { purpose, address, personId }: Awaited,
): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'code-awaited',
    text: `select from one_time_codes where tenant_id = $1::uuid and purpose = $2 and address = $3
        and ($4::uuid is null or person_id = $4::uuid) and used_at is null and tries_left > 0
        and expires_at > $5::timestamptz limit 1`,
    values: [tenant.id, purpose, address, personId ?? null, now],
  });
  return rowCount !== 0;
}

type Live = {
  id: string;
  address: string;
  channel: CodeChannel;
  code_fingerprint: Buffer;
  tries_left: number;
  expires_at: Date;
};
type Spent = { answer: CodeAnswer; address?: string; channel?: CodeChannel };

const LIVE = `select id, address, channel, code_fingerprint, tries_left, expires_at from one_time_codes
    where tenant_id = $1::uuid and purpose = $2 and person_id is not distinct from $3::uuid and used_at is null`;
const LAST = 'order by id desc limit 1 for update';
/** A code is looked for where it belongs: at its address, in the sign-in that asked for it, or in the session. */
const LIVE_OF = {
  address: {
    name: 'code-live-at',
    text: `${LIVE} and address = $4 and sign_in_id is null and session_id is null ${LAST}`,
  },
  signInId: { name: 'code-live-of-sign-in', text: `${LIVE} and sign_in_id = $4::uuid ${LAST}` },
  sessionId: { name: 'code-live-of-session', text: `${LIVE} and session_id = $4::uuid ${LAST}` },
};
type Place = { address: string } | { signInId: string } | { sessionId: string };
const SPEND = {
  name: 'code-spend',
  text: `update one_time_codes set used_at = case when $3::boolean then $4::timestamptz end,
      tries_left = case when $3::boolean then tries_left else tries_left - 1 end
    where tenant_id = $1::uuid and id = $2::uuid`,
};

/**
 * Tries a code. Gives `right` once; a wrong one costs a try, so whoever calls this must commit (return the refusal).
 * The row is locked first: of two tries at once exactly one is answered from the same count. A code proves the address
 * that it was sent to and no other.
 */
export async function spendCode(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { address, ...which }: Which & { code: string },
): Promise<CodeAnswer> {
  return (await spendCodeIn(tx, tenant, now, { ...which, place: { address } })).answer;
}

type Try = Omit<Which, 'address'> & { place: Place; code: string };

/**
 * As `spendCode`, for a code that a sign-in or a session asked for: says too where it was sent. The same three statements
 * whatever is found, so that the work does not tell whose code it is.
 */
export async function spendCodeIn(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { purpose, personId, place, code }: Try,
): Promise<Spent> {
  const [by, value] = Object.entries(place)[0] as [keyof typeof LIVE_OF, string];
  await takeTurn(tx, tenant, purpose, value);
  const { rows } = await tx.$client.query<Live>({
    ...LIVE_OF[by],
    values: [tenant.id, purpose, personId, value],
  });
  const [live] = rows;
  const answer = judge(live, code, now);
  const counts = answer === 'right' || answer === 'wrong';
  await tx.$client.query({
    ...SPEND,
    values: [tenant.id, counts ? live?.id : null, answer === 'right', now],
  });
  return { answer, address: live?.address, channel: live?.channel };
}

function judge(live: Live | undefined, code: string, now: Date): CodeAnswer {
  if (!live || live.tries_left === 0) return 'none';
  if (live.expires_at <= now) return 'expired';
  const given = fingerprint(`${live.id}:${code}`, 'one-time-code');
  return timingSafeEqual(live.code_fingerprint, given) ? 'right' : 'wrong';
}

const sentTooOften = () =>
  new Refusal('code_sent_too_often', 'Three codes were sent within the hour. Wait, then ask for a new one.', {
    status: 429,
  });

const sentOften = (times: number) =>
  new Refusal('code_sent_often', '{times} codes were sent within the hour. Wait, then ask for a new one.', {
    status: 429,
    values: { times },
  });

/** One sentence for every way in which a code does not count, so that none can be told apart. */
export const codeRefused = () =>
  new Refusal('code_refused', 'This code is not right, or it is too old. Check it, or ask for a new one.', {
    field: 'code',
  });

/** A code as it is typed out of a message. */
export const typedCode = z
  .string()
  .max(20)
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'Enter the six digits that we sent.'));
