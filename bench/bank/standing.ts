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
    select t.debit_account_id as id, to_char(t.at at time zone n.time_zone, 'YYYY-MM-DD') as day, t.amount, 0 as cash
    from transfers t join tenants n on n.id = t.tenant_id
    where t.operation in ('transfer', 'deposit')
      and not exists (select from pending_transfers p where p.tenant_id = t.tenant_id and p.id = t.deed_id)
    union all
    select a.id, p.out_day, p.amount, case when p.operation = 'withdrawal' then 1 else 0 end
    from pending_transfers p
    join accounts a on a.tenant_id = p.tenant_id and a.owner_id = p.payer_id and a.kind = 'wallet' and a.currency = p.currency
    where p.state not in ('rejected', 'expired')
  ), summed as (
    select a.id, a.kind, a.out_day_minor as counted, coalesce(sum(g.amount), 0) as should,
      a.out_day_cash as counted_cash, coalesce(sum(g.cash), 0) as should_cash
    from accounts a left join gone g on g.id = a.id and g.day = a.out_day
    where a.kind in ('wallet', 'float') group by a.tenant_id, a.id, a.kind, a.out_day_minor, a.out_day_cash
  )
  select * from summed where counted <> should or counted_cash <> should_cash`;

type Counted = Record<'id' | 'kind' | 'counted' | 'should' | 'counted_cash' | 'should_cash', string>;

/** What counts for the limits of a day is what has gone out on it, or is about to. */
async function faultsOfCounters(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<Counted>(COUNTED);
  return rows.map(
    ({ id, kind, counted, should, counted_cash, should_cash }) =>
      `${kind} ${id} has counted ${counted} and ${counted_cash} times of its day, and ${should} and ${should_cash} times went out`,
  );
}

const PENDING = `
  select p.id, p.state, count(t.id)::int as lines, q.subject_id is not null as queued
  from pending_transfers p
  left join transfers t on t.tenant_id = p.tenant_id and t.deed_id = p.id and t.operation = p.operation and t.amount = p.amount
  left join money_queue q on q.subject_id = p.id
  group by p.tenant_id, p.id, p.state, q.subject_id
  having (p.state = 'posted') <> (count(t.id) = 1) or (p.state in ('posted', 'rejected', 'expired')) = (q.subject_id is not null)`;

type Waiting = { id: string; state: string; lines: number; queued: boolean };

/** What waited was posted and moved money once, or ended and moved none, or waits and has a deadline. */
async function faultsOfPending(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<Waiting>(PENDING);
  return rows.map(
    ({ id, state, lines, queued }) =>
      `a payment ${id} is ${state}, moved money ${lines} times and ${queued ? 'has' : 'has no'} deadline`,
  );
}

const REVERSED = `
  select r.deed_id as id, count(o.id)::int as originals from transfers r
  left join transfers o on o.tenant_id = r.tenant_id and o.deed_id = r.reverses and o.debit_account_id = r.credit_account_id
    and o.credit_account_id = r.debit_account_id and o.amount >= r.amount and o.operation in ('transfer', 'deposit', 'withdrawal')
  where r.operation = 'reversal' group by r.tenant_id, r.id, r.deed_id having count(o.id) <> 1`;

const DECIDED = `
  select p.id, p.state, count(t.id)::int as reversals from money_proposals p
  left join transfers t on t.tenant_id = p.tenant_id and t.reverses = p.deed_id and t.operation = 'reversal' and t.amount = p.amount
  where p.kind = 'reversal' group by p.tenant_id, p.id, p.state having p.state = 'posted' and count(t.id) <> 1`;

/** What takes a movement back goes the same way back, and what was approved was done. */
async function faultsOfReversals(client: pg.ClientBase): Promise<string[]> {
  const { rows: back } = await client.query<{ id: string }>(REVERSED);
  const { rows: decided } = await client.query<{ id: string; reversals: number }>(DECIDED);
  return [
    ...back.map(({ id }) => `deed ${id} takes back what is not there`),
    ...decided.map(({ id, reversals }) => `proposal ${id} was approved, and done ${reversals} times`),
  ];
}

/** What is wrong with what accounts and cases say of themselves, in words. */
export const faultsOfStanding = async (client: pg.ClientBase): Promise<string[]> => [
  ...(await faultsOfHolds(client)),
  ...(await faultsOfCounters(client)),
  ...(await faultsOfPending(client)),
  ...(await faultsOfReversals(client)),
];
