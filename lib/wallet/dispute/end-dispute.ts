import type { Tx } from '@/db/client';
import type { Tenant } from '../../policy/tenant';
import { book, type Maker } from '../ledger';
import { unqueueMoney } from '../money-queue';
import type { LockedDeed, StoredDispute } from '../past-deed';
import { type DisputeState, NEXT } from './dispute';

type Ending = {
  state: Exclude<DisputeState, 'open'>;
  /** Who ended it; null for the clock. */
  by: string | null;
  decision: string | null;
  now: Date;
};

/** Writes how a dispute ended, which is locked. A transition that its table does not know cannot happen. */
export async function endDispute(
  tx: Tx,
  one: StoredDispute,
  { state, by, decision, now }: Ending,
): Promise<void> {
  if (!NEXT[one.state].includes(state)) throw new Error(`A dispute that is ${one.state} cannot be ${state}`);
  const { rowCount } = await tx.$client.query({
    name: 'dispute-end',
    text: `update money_disputes set state = $3, decided_by = $4, decided_at = $5, decision = $6
           where tenant_id = $1 and id = $2 and state = 'open'`,
    values: [one.tenantId, one.id, state, by, now, decision],
  });
  if (rowCount !== 1) throw new Error('A dispute ended under its own lock');
  await unqueueMoney(tx, one.id);
}

/** Lets go what a dispute holds, in the account that is locked for it. */
export async function letGo(
  tx: Tx,
  tenant: Tenant,
  { one, dispute, maker }: { one: LockedDeed; dispute: StoredDispute; maker: Maker },
): Promise<void> {
  if (dispute.held === 0n) return;
  const { locked, deed } = one;
  const booking = {
    ...{ deedId: deed.deedId, currency: deed.currency, lines: [] },
    held: { role: 'payer' as const, by: -dispute.held },
  };
  await book(tx, tenant, { locked, booking, maker });
}
