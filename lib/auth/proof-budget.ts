import type { Tx } from '@/db/client';
import { pool } from '@/db/client';
import { after, DAY_MS, MINUTE_MS } from '../base/clock';
import { env } from '../base/env';
import type { RequestFacts } from '../policy/actor';
import type { Tenant } from '../policy/tenant';
import { addressKey, slowKey, yearKey } from '../trust/failed-proofs';

const QUARTER_HOUR_MS = 15 * MINUTE_MS;
const YEAR_MS = 365 * DAY_MS;

/**
 * NIST SP 800-63B-4, 3.2.2: at most 100 failures on an account. Here they are those of a year, whatever succeeds in
 * between: of 100 guesses at a code of six digits, three of which are good at a time (RFC 6238 with a step either way),
 * one is right with a chance of 0.03 %; a calendar year that touches two windows has 0.06 %.
 */
export const ACCOUNT_IN_ALL = 100;

export type Claim = {
  tenantId: string;
  /** The person, or, where there is none of that name, the name itself: nothing tells one from the other. An address. */
  account: string;
  /** Set for a proof that nobody guesses (80 bits and more): it counts on the address alone. */
  unguessable?: boolean;
  ip: string | null;
  /** The browser, when the person has signed in from it before: its budget is its own. */
  knownDeviceId: string | null;
};

/** What the budget of an address is kept under. */
export const accountOfAddress = (address: string): string => `address:${address}`;

/**
 * On whose budget a try counts at a code that proves an address: the address's own, whoever claims it and in whatever
 * browser, or a guesser would open one account after the other.
 */
export const claimOnAddress = (
  { tenant, request }: { tenant: Tenant; request: RequestFacts },
  address: string,
): Claim => ({
  tenantId: tenant.id,
  account: accountOfAddress(address),
  ip: request.ip,
  knownDeviceId: null,
});

/** How many of something are allowed in a time that begins with the first of them. */
export type Budget = { key: string; ceiling: number; lastsMs: number };

/** The budget of the address comes first, so that two who take tries at once lock in one order. */
function budgetsOf(claim: Claim): Budget[] {
  const { tenantId, ip } = claim;
  const { LIMIT_FAILED_PROOFS_PER_ADDRESS, LIMIT_FAILED_PROOFS_PER_ACCOUNT } = env();
  const ofAddress = [
    {
      key: addressKey(tenantId, ip),
      ceiling: LIMIT_FAILED_PROOFS_PER_ADDRESS,
      lastsMs: QUARTER_HOUR_MS,
    },
  ];
  if (claim.unguessable) return ofAddress;
  return [
    ...ofAddress,
    { key: slowKey(claim), ceiling: LIMIT_FAILED_PROOFS_PER_ACCOUNT, lastsMs: QUARTER_HOUR_MS },
    { key: yearKey(claim), ceiling: ACCOUNT_IN_ALL, lastsMs: YEAR_MS },
  ];
}

// What the first look sees may be old by the time the row is locked, so each row is judged again on what it then holds.
// Whoever takes and whoever gives back lock the rows in the order of their keys, so that they never wait for each other.
const TAKE = {
  name: 'proof-try-take',
  text: `with wanted as materialized (
           select * from unnest($1::text[], $2::int[], $3::bigint[]) as w (key, ceiling, ends)
         ), open as (
           select bool_and(p.key is null or p.expire <= $4::bigint or p.points < w.ceiling) as is_open
           from wanted w left join proof_limits p on p.key = w.key
         ), taken as (
           insert into proof_limits as p (key, points, expire)
           select w.key, 1, w.ends from wanted w, open where open.is_open order by w.key
           on conflict (key) do update set
             points = case when p.expire <= $4::bigint then 1 else p.points + 1 end,
             expire = case when p.expire <= $4::bigint then excluded.expire else p.expire end
           where p.expire <= $4::bigint
             or p.points < (select w.ceiling from wanted w where w.key = excluded.key)
           returning 1
         )
         select count(*)::int = cardinality($1::text[]) as taken from taken`,
};

const RETURN = {
  name: 'proof-try-return',
  text: `with mine as materialized (
           select key from proof_limits where key = any($1::text[]) order by key for no key update
         )
         update proof_limits p set points = case when p.key = any($2::text[]) then 0 else greatest(p.points - 1, 0) end
         from mine where p.key = mine.key`,
};

/**
 * Takes one try at a proof from the budgets of the address and of the account, before anything is checked. A stranger who
 * uses up the account's budget on devices that it does not know leaves the owner's own devices theirs. Gives false when
 * one is used up: then nothing may be checked. A right proof gives the try back with `returnTry`.
 */
export async function takeTry(claim: Claim, now: Date): Promise<boolean> {
  return takeOf(budgetsOf(claim), now);
}

/** Takes one of each budget, or of none where one of them is used up: then it gives false. Nothing rolls it back. */
export async function takeOf(budgets: readonly Budget[], now: Date): Promise<boolean> {
  const { rows } = await pool().query<{ taken: boolean }>({
    ...TAKE,
    values: [
      budgets.map(({ key }) => key),
      budgets.map(({ ceiling }) => ceiling),
      budgets.map(({ lastsMs }) => after(now, lastsMs).getTime()),
      now.getTime(),
    ],
  });
  return rows[0]?.taken ?? false;
}

/**
 * Gives back what a right proof took. Whoever has proved all that was asked, on a device that is known, has its failures
 * forgotten; on other devices they stay counted, or a guesser would begin anew after each sign-in of the owner.
 */
export async function returnTry(tx: Tx, claim: Claim, { complete }: { complete: boolean }): Promise<void> {
  const [address, ...account] = budgetsOf(claim).map(({ key }) => key);
  const forgotten = complete && claim.knownDeviceId ? account : [];
  await tx.$client.query({ ...RETURN, values: [[address, ...account], forgotten] });
}

/** Whether a try could be taken just now; takes none. For those who only ask for a code, and must not be told. */
export async function mayTry(tx: Tx, claim: Claim, now: Date): Promise<boolean> {
  const budgets = budgetsOf(claim);
  const { rows } = await tx.$client.query<{ open: boolean }>({
    name: 'proof-try-look',
    text: `select bool_and(p.key is null or p.expire <= $3::bigint or p.points < w.ceiling) as open
           from unnest($1::text[], $2::int[]) as w (key, ceiling) left join proof_limits p on p.key = w.key`,
    values: [budgets.map(({ key }) => key), budgets.map(({ ceiling }) => ceiling), now.getTime()],
  });
  return rows[0]?.open ?? false;
}

/** How many failures on devices that an account does not know are counted against its hundred of a year. */
export async function failuresOnUnknownDevices(
  tx: Tx,
  tenantId: string,
  account: string,
  now: Date,
): Promise<number> {
  const { rows } = await tx.$client.query<{ points: number }>({
    name: 'proof-failures',
    text: 'select points from proof_limits where key = $1 and expire > $2',
    values: [yearKey({ tenantId, account, knownDeviceId: null }), now.getTime()],
  });
  return rows[0]?.points ?? 0;
}

/**
 * Opens an account to devices that it does not know again, or an address to codes: its owner has proved themselves and
 * asked for it, or was seen by staff.
 */
export async function forgetFailures(tx: Tx, tenantId: string, account: string): Promise<void> {
  const who = { tenantId, account, knownDeviceId: null };
  await tx.$client.query({
    name: 'proof-failures-forget',
    text: 'delete from proof_limits where key = any($1::text[])',
    values: [[slowKey(who), yearKey(who)]],
  });
}
