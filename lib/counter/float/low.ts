import type { Tx } from '@/db/client';
import { notifyPerson } from '../../notice/notify';
import { peopleWhoMay } from '../../person/who-may';
import type { MoneySettings } from '../../policy/money-settings';
import { originOf } from '../../policy/origin';
import type { Tenant } from '../../policy/tenant';
import { spellAmount } from '../../wallet/amount';
import type { Settled } from '../../wallet/ledger';

// A float's level is what it held right after the tenant last set how large it should be: after its latest funding or
// return by two people, by the order in which they were proposed, and before the first of those what it was opened with.
// What the agent's customers bring and take does not change it. A float is low below a share of its level.

const MOST_TOLD = 10;

/** Whether a float is so far below its level that it should be funded soon. */
export function isLow(available: bigint, level: bigint, { floatLowPercent }: MoneySettings): boolean {
  return available * 100n < level * BigInt(floatLowPercent);
}

/**
 * The level of a float as an expression over its account's row; $1 is the tenant. The newest proposal of a person stands at
 * the end of an index, and its id is its deed's; an opening is the first that ever came in: two look-ups, however long the history.
 */
export const levelSql = (account: string) => `coalesce(
  (select case p.kind when 'float_return' then t.debit_posted_after else t.credit_posted_after end
    from money_proposals p join transfers t on t.tenant_id = $1 and t.deed_id = p.id and t.operation = p.kind
    where p.tenant_id = $1 and p.person_id = ${account}.owner_id and p.state = 'posted'
      and p.kind in ('float_funding', 'float_return') and p.currency = ${account}.currency
    order by p.id desc limit 1),
  (select t.amount from transfers t where t.tenant_id = $1 and t.credit_account_id = ${account}.id
    and t.operation = 'float_opening' order by t.id limit 1), 0)`;

const NOTE = {
  name: 'float-note-low',
  text: `update accounts a set low_since = $3::timestamptz
    where a.tenant_id = $1 and a.id = $2 and a.low_since is null and (a.posted - a.held) * 100 < $4 * ${levelSql('a')}`,
};

/**
 * Tells an agent and those who may fund them that a float has become low, in the transaction that made it so: once, until it
 * was funded again. The account is locked by whoever has just taken money out of it.
 */
export async function tellIfLow(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { accountId, personId, name, postedAfter, held }: Settled,
): Promise<void> {
  const percent = tenant.settings.money.floatLowPercent;
  const { rowCount } = await tx.$client.query({ ...NOTE, values: [tenant.id, accountId, now, percent] });
  if (rowCount === 0) return;
  const values = (locale: string | null) => ({
    ...{ name, balance: spellAmount(postedAfter - held, tenant, locale) },
    page: `${originOf(tenant)}/admin/floats/${personId}`,
  });
  await notifyPerson(tx, tenant, now, personId, { template: 'floatLow', values });
  const who = { permission: 'float.fund.propose' as const, except: [personId], most: MOST_TOLD };
  for (const id of await peopleWhoMay(tx, tenant.id, who))
    await notifyPerson(tx, tenant, now, id, { template: 'floatOfAgentLow', values });
}
