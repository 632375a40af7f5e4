import { and, eq, lte } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { moneyProposals } from '@/db/schema/money';
import { notFound } from '../../base/refusal';
import type { Proposal } from './proposal';

/** A proposal by its id, locked: of two who decide it at once the second sees what the first has decided. Refuses an unknown one. */
export async function lockProposal(tx: Tx, tenantId: string, id: string): Promise<Proposal> {
  const [one] = await tx
    .select()
    .from(moneyProposals)
    .where(and(eq(moneyProposals.tenantId, tenantId), eq(moneyProposals.id, id)))
    .for('update');
  if (!one) throw notFound();
  return one;
}

/** Writes what a step changes in a proposal that is locked. */
export async function saveProposal(
  tx: Tx,
  { tenantId, id }: Proposal,
  change: Partial<Pick<Proposal, 'state' | 'checkerId' | 'decidedAt' | 'refusal'>>,
): Promise<void> {
  await tx
    .update(moneyProposals)
    .set(change)
    .where(and(eq(moneyProposals.tenantId, tenantId), eq(moneyProposals.id, id)));
}

/** Writes down of the proposals about a deed that their time is over, so that another one may be made. */
export async function endOverdue(tx: Tx, tenantId: string, deedId: string, now: Date): Promise<void> {
  await tx
    .update(moneyProposals)
    .set({ state: 'expired' })
    .where(
      and(
        eq(moneyProposals.tenantId, tenantId),
        eq(moneyProposals.deedId, deedId),
        eq(moneyProposals.state, 'pending_approval'),
        lte(moneyProposals.expiresAt, now),
      ),
    );
}
