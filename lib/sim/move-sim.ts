import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { simEvents, sims } from '@/db/schema/sim';
import { newId } from '../base/id';
import { advance, type SimState } from './sim';

type Stored = { id: string; state: SimState; changedAt: Date };
type Why = { now: Date; actorId: string | null; numberId?: string; detail?: Record<string, unknown> };

/**
 * Takes a SIM whose row is locked and the state that it is to have; writes it and the row of its timeline.
 * Gives the SIM as it is now. Refuses a step that its life does not have.
 */
export async function moveSim<Sim extends Stored>(
  tx: Tx,
  tenantId: string,
  sim: Sim,
  to: SimState,
  { now, actorId, numberId, detail }: Why,
): Promise<Sim> {
  const moved = advance(sim, to, now);
  await tx
    .update(sims)
    .set({ state: moved.state, changedAt: moved.changedAt })
    .where(and(eq(sims.tenantId, tenantId), eq(sims.id, sim.id)));
  await tx.insert(simEvents).values({
    tenantId,
    id: newId(now),
    simId: sim.id,
    numberId: numberId ?? null,
    fromState: sim.state,
    toState: to,
    actorId,
    at: now,
    detail: detail ?? null,
  });
  return moved;
}
