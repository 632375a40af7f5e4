import { inTenantReadOnly, type Tx } from '@/db/client';
import { notFound } from '../../base/refusal';
import type { Tenant } from '../../policy/tenant';
import type { Owned } from '../figures';
import { type Link, openingOf } from './chain';
import type { Period } from './period';

/** How many lines on both sides of a range are read with it, to see that it joins what lies there. */
const WINDOW = 50;

export type StatedAccount = { id: string; currency: string; holder: string; posted: bigint };

/** What a statement says above and below its lines. It is only ever made where it adds up. */
export type Totals = {
  lines: number;
  opening: bigint;
  /** All that came in, all that went out, and how much of that were fees. */
  in: bigint;
  out: bigint;
  fees: bigint;
  closing: bigint;
};

/** The statement of an account that does not add up, with what was read: it is never shown. */
export class DoesNotAddUp extends Error {
  constructor(
    readonly account: StatedAccount,
    readonly figures: Record<string, string>,
  ) {
    super(`The statement of account ${account.id} does not add up`);
  }
}

const ACCOUNT = {
  name: 'statement-account',
  text: `select a.id, a.posted, a.currency, u.name as holder from accounts a
    join users u on u.tenant_id = $1 and u.id = a.owner_id
    where a.tenant_id = $1 and a.owner_id = $2 and a.kind = $3 and a.currency = $4`,
};

/** Gives the account that a statement is about, or refuses where there is none. */
export async function statedAccount(
  tx: Tx,
  tenant: Tenant,
  { kind, ownerId }: Owned,
  currency: string,
): Promise<StatedAccount> {
  const { rows } = await tx.$client.query<{ id: string; posted: string; currency: string; holder: string }>({
    ...ACCOUNT,
    values: [tenant.id, ownerId, kind, currency],
  });
  const [row] = rows;
  if (!row) throw notFound();
  return { ...row, posted: BigInt(row.posted) };
}

// Two ranges of an index, whatever else the account has moved; the loose ends of a ledger that is well are two at most.
const SUMS = {
  name: 'statement-sums',
  text: `with line as materialized (
      select -amount as signed, debit_posted_after as after, operation from transfers
      where tenant_id = $1 and debit_account_id = $2 and id >= $3 and id < $4
      union all
      select amount, credit_posted_after, operation from transfers
      where tenant_id = $1 and credit_account_id = $2 and id >= $3 and id < $4
    ), ends as (
      select balance, sum(times)::int as times from (
        select after - signed as balance, 1 as times from line union all select after, -1 from line) both_ends
      group by balance having sum(times) <> 0 limit 500
    )
    select count(*)::int as lines, coalesce(sum(signed) filter (where signed > 0), 0)::text as came_in,
      coalesce(-sum(signed) filter (where signed < 0), 0)::text as went_out,
      coalesce(-sum(signed) filter (where signed < 0 and operation = 'fee'), 0)::text as fees,
      (select coalesce(jsonb_agg(jsonb_build_array(balance::text, times)), '[]') from ends) as loose
    from line`,
};

type Sums = { lines: number; came_in: string; went_out: string; fees: string; loose: [string, number][] };

// The lines right before a range and right after it, nearest first.
const BEFORE = {
  name: 'statement-before',
  text: `select signed::text, after::text from (
      (select id, -amount as signed, debit_posted_after as after from transfers
       where tenant_id = $1 and debit_account_id = $2 and id < $3 order by id desc limit ${WINDOW})
      union all
      (select id, amount, credit_posted_after from transfers
       where tenant_id = $1 and credit_account_id = $2 and id < $3 order by id desc limit ${WINDOW})
    ) line order by id desc limit ${WINDOW}`,
};
const AFTER = {
  name: 'statement-after',
  text: `select signed::text, after::text from (
      (select id, -amount as signed, debit_posted_after as after from transfers
       where tenant_id = $1 and debit_account_id = $2 and id >= $3 order by id limit ${WINDOW})
      union all
      (select id, amount, credit_posted_after from transfers
       where tenant_id = $1 and credit_account_id = $2 and id >= $3 order by id limit ${WINDOW})
    ) line order by id limit ${WINDOW}`,
};

/**
 * Adds up what an account moved in a period. What the ledger wrote must join from end to end, the period with what lies on
 * both sides of it, and end in what the account holds; otherwise it throws `DoesNotAddUp`.
 * All of it must be read of one snapshot: see `oneSnapshot`.
 */
export async function addUp(
  tx: Tx,
  tenant: Tenant,
  account: StatedAccount,
  { firstId, endId }: Pick<Period, 'firstId' | 'endId'>,
): Promise<Totals> {
  const { rows } = await tx.$client.query<Sums>({
    ...SUMS,
    values: [tenant.id, account.id, firstId, endId],
  });
  const sums = rows[0] ?? { lines: 0, came_in: '0', went_out: '0', fees: '0', loose: [] };
  const [came, went] = [BigInt(sums.came_in), BigInt(sums.went_out)];
  const opening = openingOf({
    ...{ signed: came - went, count: sums.lines, window: WINDOW, posted: account.posted },
    loose: new Map(sums.loose.map(([balance, times]) => [BigInt(balance), times])),
    before: await linksOf(tx, BEFORE, [tenant.id, account.id, firstId]),
    after: await linksOf(tx, AFTER, [tenant.id, account.id, endId]),
  });
  if (opening === undefined)
    throw new DoesNotAddUp(account, {
      ...{ lines: String(sums.lines), in: sums.came_in, out: sums.went_out, holds: String(account.posted) },
      ...{
        looseEnds: sums.loose.map(([balance, times]) => `${balance} (${times})`).join(', '),
        firstId,
        endId,
      },
    });
  return {
    ...{ lines: sums.lines, opening, in: came, out: went, fees: BigInt(sums.fees) },
    closing: opening + came - went,
  };
}

async function linksOf(tx: Tx, statement: { name: string; text: string }, values: string[]): Promise<Link[]> {
  const { rows } = await tx.$client.query<{ signed: string; after: string }>({ ...statement, values });
  return rows.map(({ signed, after }) => ({ signed: BigInt(signed), after: BigInt(after) }));
}

/** Makes a transaction read one snapshot, so that what is added up does not change meanwhile. It must be its first query. */
export async function oneSnapshot(tx: Tx): Promise<void> {
  await tx.$client.query('set transaction isolation level repeatable read');
}

/** Reads in a snapshot of its own, beside a transaction that has begun already. */
export const oneSnapshotAside = <Read>(tenantId: string, work: (tx: Tx) => Promise<Read>): Promise<Read> =>
  inTenantReadOnly(tenantId, async (tx) => {
    await oneSnapshot(tx);
    return work(tx);
  });
