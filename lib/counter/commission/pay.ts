import { firstIdAt } from '../../base/id';
import type { Deed } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { spellAmount } from '../../wallet/amount';
import { floatOf } from '../../wallet/figures';
import { makerOf } from '../../wallet/maker-of';
import { post } from '../../wallet/post';
import { receiptNumberOf } from '../../wallet/receipt-number';

export type CommissionAccount = { id: string; agentId: string; agent: string; posted: bigint; held: bigint };

const LOCK = {
  name: 'commission-lock',
  text: `select a.id, a.owner_id as "agentId", u.name as agent, a.posted, a.held
    from accounts a join users u on u.tenant_id = $1 and u.id = a.owner_id
    where a.tenant_id = $1 and a.kind = 'commission' and a.currency = $2 and (a.id = $3 or a.owner_id = $3)
    for no key update of a`,
};

type Row = Omit<CommissionAccount, 'posted' | 'held'> & { posted: string; held: string };

/** The account of somebody's commission, by its id or its owner's, locked; undefined where there is none. */
export async function lockCommission(
  { tx, tenant }: Deed,
  id: string,
): Promise<CommissionAccount | undefined> {
  const { rows } = await tx.$client.query<Row>({ ...LOCK, values: [tenant.id, tenant.currency, id] });
  const [row] = rows;
  return row && { ...row, posted: BigInt(row.posted), held: BigInt(row.held) };
}

/** What an account was credited with since a moment: a range of one index. */
export async function earnedSince({ tx, tenant }: Deed, accountId: string, since: Date): Promise<bigint> {
  const { rows } = await tx.$client.query<{ earned: string }>({
    name: 'commission-earned-since',
    text: `select coalesce(sum(amount), 0) as earned from transfers
      where tenant_id = $1 and credit_account_id = $2 and id >= $3 and at >= $4`,
    values: [tenant.id, accountId, firstIdAt(since), since],
  });
  return BigInt(rows[0]?.earned ?? 0);
}

/** Whether a deed was posted: a month's commission is paid once, whoever comes with it again. */
export async function isPosted({ tx, tenant }: Deed, deedId: string): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'commission-is-paid',
    text: `select from transfers where tenant_id = $1 and deed_id = $2 and operation = 'commission_payout'`,
    values: [tenant.id, deedId],
  });
  return rowCount !== 0;
}

type Paying = { account: CommissionAccount; amount: bigint; deedId: string };

/** Moves commission into its agent's float, and tells them. Gives why not, where the float cannot take it. */
export async function payOut(
  { tx, actor, tenant, now }: Deed,
  { account: { agentId }, amount, deedId }: Paying,
): Promise<string | undefined> {
  const movement = {
    ...{ deedId, operation: 'commission_payout' as const, amount },
    ...{ payer: { kind: 'commission' as const, ownerId: agentId }, payee: floatOf(agentId) },
  };
  const posting = await post(tx, tenant, movement, makerOf(actor, now));
  if (!posting.done) return posting.reason;
  const { payee } = posting;
  if (!payee) throw new Error('Commission was paid to nobody');
  await notifyPerson(tx, tenant, now, agentId, {
    template: 'commissionPaid',
    values: (locale) => ({
      amount: spellAmount(amount, tenant, locale),
      balance: spellAmount(payee.postedAfter - payee.held, tenant, locale),
      receipt: receiptNumberOf(deedId),
    }),
  });
  return undefined;
}
