import type pg from 'pg';

// What accounts say of themselves, added up again from what it is made of.

const HELD = `
  with waiting as (
    select payer_id as owner, currency, sum(amount + fee) as held from pending_transfers
    where state in ('created', 'pending_customer', 'pending_approval') group by 1, 2
  ), disputed as (
    select account_id, sum(held) as held from money_disputes where state = 'open' group by 1
  )
  select a.id, a.kind, a.held, coalesce(w.held, 0) + coalesce(d.held, 0) as should
  from accounts a
  left join waiting w on a.kind = 'wallet' and w.owner = a.owner_id and w.currency = a.currency
  left join disputed d on d.account_id = a.id
  where a.held is not null and a.held <> coalesce(w.held, 0) + coalesce(d.held, 0)`;

type Held = { id: string; kind: string; held: string; should: string };

/** What is held back belongs to somebody who still has to decide about it, all of it. */
async function faultsOfHolds(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<Held>(HELD);
  return rows.map(({ id, kind, held, should }) => `${kind} ${id} holds back ${held}, and ${should} is live`);
}

const COUNTED = `
  with gone as (
    select t.debit_account_id as id, to_char(t.at at time zone n.time_zone, 'YYYY-MM-DD') as day, t.amount
    from transfers t join tenants n on n.id = t.tenant_id where t.operation in ('transfer', 'deposit')
  )
  select a.id, a.kind, a.out_day_minor as counted, coalesce(sum(g.amount), 0) as should
  from accounts a left join gone g on g.id = a.id and g.day = a.out_day
  where a.kind in ('wallet', 'float') group by a.tenant_id, a.id, a.kind, a.out_day_minor
  having a.out_day_minor <> coalesce(sum(g.amount), 0)`;

type Counted = { id: string; kind: string; counted: string; should: string };

/** What counts for the limits of a day is what has gone out on it. */
async function faultsOfCounters(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<Counted>(COUNTED);
  return rows.map(
    ({ id, kind, counted, should }) =>
      `${kind} ${id} has counted ${counted} of its day, and ${should} went out`,
  );
}

/** What is wrong with what accounts say of themselves, in words. */
export const faultsOfStanding = async (client: pg.ClientBase): Promise<string[]> => [
  ...(await faultsOfHolds(client)),
  ...(await faultsOfCounters(client)),
];
