import { figuresSql } from './figures';

/**
 * A whole movement of money in one statement and one round trip: the accounts of people are locked in id order, what
 * `judge` says is said again on the locked rows, and only then balances, counters and the ledger change, together.
 *
 * What is unknown is a no: bool_and would pass over a null, so that each side's answer is coalesced.
 *
 * READ COMMITTED: the rows of `side` are those that the locks were got on, however old the statement's snapshot is, and
 * the update computes on the same rows. The tenant's own accounts are neither locked nor counted: they are no hot rows.
 *
 * $8 amount, $9 and $10 amount and operation of what is linked to it (`fee`: the payer pays it to the tenant;
 * `commission`: the tenant pays it aside), $11 where the principal comes from, $12 the number that must still be the
 * payee's, $13–$16 the limits of tiers 0, 1, 2 and of a float, $17 and $18 day and month, $19 and $20 the ids of both
 * transfers, $21 the operation, $22–$27 deed, maker, moment, address, device and risk.
 */
export const postStatement = (lock: '' | 'for no key update of a' = 'for no key update of a') => `
  ${figuresSql(lock, '$24')}, total as materialized (
    select $8::bigint as amount, $8::bigint + case when $10::text = 'fee' then $9::bigint else 0 end as going_out
  ), decision as materialized (
    select count(*) = ($4::uuid is not null)::int + ($6::uuid is not null)::int + ($7::uuid is not null)::int
      and bool_and(coalesce(case f.role
        when 'payer' then f.frozen not in ('debit', 'both') and not f.secured
          and (f.guard_frozen is null or f.guard_frozen <= $24::timestamptz)
          and (f.guard_capped is null or f.guard_capped <= $24::timestamptz or t.amount <= f.guard_cap)
          and ${within('t.amount', '$13')}
          and ${within(`case when f.out_day < $17::text then 0 else f.out_day_minor end + t.amount`, '$14')}
          and ${within(`case when f.out_month < $18::text then 0 else f.out_month_minor end + t.amount`, '$15')}
          and f.posted - f.held >= t.going_out
        when 'payee' then f.active and ($12::text is null or f.mobile = $12::text)
          and f.frozen not in ('credit', 'both')
          and ${within('f.posted + t.amount', '$16')}
        else true end, false)) as allowed
    from (select *, case kind when 'float' then 4 when 'wallet' then tier + 1 end as level from figure) f, total t
  ), booked as (
    update accounts a set
      posted = a.posted + case s.role when 'payer' then -t.going_out when 'payee' then t.amount else $9::bigint end,
      out_day = case when s.role = 'payer' then greatest(a.out_day, $17::text) else a.out_day end,
      out_day_minor = case when s.role <> 'payer' then a.out_day_minor
        when a.out_day < $17::text then t.amount else a.out_day_minor + t.amount end,
      out_month = case when s.role = 'payer' then greatest(a.out_month, $18::text) else a.out_month end,
      out_month_minor = case when s.role <> 'payer' then a.out_month_minor
        when a.out_month < $18::text then t.amount else a.out_month_minor + t.amount end
    from side s, decision d, total t
    where d.allowed and a.tenant_id = $1::uuid and a.id = s.id
    returning s.role, a.posted
  ), place as (
    select role, id, posted from side
    union all
    select kind, id, null from accounts
    where tenant_id = $1::uuid and currency = $2::text and owner_id is null and kind in ('fees', 'trust')
  ), entered as (
    insert into transfers (tenant_id, id, deed_id, operation, debit_account_id, credit_account_id, amount, currency,
      debit_posted_after, credit_posted_after, made_by, at, ip, device_id, risk, first_payee)
    select $1::uuid, l.id, $22::uuid, l.operation, d.id, c.id, l.amount, $2::text,
      d.posted - case when l.linked then t.going_out else t.amount end, c.posted + l.amount,
      $23::uuid, $24::timestamptz, $25::inet, $26::uuid, $27::int,
      l.operation = 'transfer' and not exists (select from transfers p where p.tenant_id = $1::uuid
        and p.debit_account_id = d.id and p.credit_account_id = c.id and p.first_payee)
    from (values ($19::uuid, $21::text, $11::text, 'payee', $8::bigint, false),
      ($20::uuid, $10::text, case $10::text when 'fee' then 'payer' when 'commission' then 'fees' end,
        case $10::text when 'fee' then 'fees' when 'commission' then 'aside' end, $9::bigint, true)
      ) l (id, operation, debit, credit, amount, linked)
    join place d on d.role = l.debit join place c on c.role = l.credit, decision, total t
    where decision.allowed
    returning id
  )
  select f.*, d.allowed, b.posted as posted_after, (select count(*)::int from entered) as entries
  from figure f cross join decision d left join booked b on b.role = f.role`;

/** True where an account of this level has no such limit, or the amount is within it. */
function within(amount: string, limits: string): string {
  return `((${limits}::bigint[])[f.level] is null or ${amount} <= (${limits}::bigint[])[f.level])`;
}
