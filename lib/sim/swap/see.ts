import type { Deed } from '../../command/command';
import { may, personIdOf } from '../../policy/actor';
import type { StoredSwap } from './swap';

/**
 * Whether a member of staff sees a case: all of them where they work the queue; else those that they asked for, those of a
 * holder who asked in the portal or by telephone and comes to the counter now, and those whose document they read.
 */
export async function maySee({ tx, actor, tenant }: Deed, one: StoredSwap): Promise<boolean> {
  if (actor.kind === 'system' || may(actor, 'sim.swap.list')) return true;
  const staffId = personIdOf(actor);
  if (staffId === null) return false;
  if (one.requestedBy === staffId || one.channel !== 'shop') return true;
  const { rowCount } = await tx.$client.query({
    name: 'swap-read-by',
    text: `select from swap_proofs where tenant_id = $1 and case_id = $2 and by = $3 and kind = 'document' limit 1`,
    values: [tenant.id, one.id, staffId],
  });
  return rowCount !== 0;
}
