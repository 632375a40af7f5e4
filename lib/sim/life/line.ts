import { and, eq, inArray, or, type SQL } from 'drizzle-orm';
import { TryAgain, type Tx } from '@/db/client';
import { numbers, simEvents, sims } from '@/db/schema/sim';
import { swapCases } from '@/db/schema/swap';
import { newId } from '../../base/id';
import { notFound, Refusal } from '../../base/refusal';
import { moveSim } from '../move-sim';
import { advanceNumber, type NumberState, type StoredNumber } from '../number';
import type { SimState } from '../sim';
import { OPEN_STATES } from '../swap/swap';

export type StoredSim = typeof sims.$inferSelect;

/** A number with the card that carries it, both locked: the number first, whichever of the two was asked for. */
export type Line = { number: StoredNumber; sim: StoredSim | null };

const ofTenant = (table: typeof numbers | typeof sims, tenantId: string, is: SQL) =>
  and(eq(table.tenantId, tenantId), is);

/** Locks a number and its card. Refuses one that does not exist. */
export async function lockLine(tx: Tx, tenantId: string, numberId: string): Promise<Line> {
  const [number] = await tx
    .select()
    .from(numbers)
    .where(ofTenant(numbers, tenantId, eq(numbers.id, numberId)))
    .for('update');
  if (!number) throw notFound();
  return { number, sim: number.simId ? await lockSim(tx, tenantId, number.simId) : null };
}

/** As `lockLine`, of a number that has to be the person's own: another's is answered as one that does not exist. */
export async function lockOwnLine(
  tx: Tx,
  tenantId: string,
  { numberId, personId }: { numberId: string; personId: string },
): Promise<Line> {
  const line = await lockLine(tx, tenantId, numberId);
  if (line.number.holderId !== personId || line.number.state === 'retired') throw notFound();
  return line;
}

/** Locks a card, and the number that it carries, if any. Refuses a card that does not exist. */
export async function lockCard(
  tx: Tx,
  tenantId: string,
  simId: string,
): Promise<{ sim: StoredSim; number: StoredNumber | null }> {
  const carried = () =>
    tx
      .select()
      .from(numbers)
      .where(ofTenant(numbers, tenantId, eq(numbers.simId, simId)))
      .for('update');
  const [number] = await carried();
  const sim = await lockSim(tx, tenantId, simId);
  if (!sim) throw notFound();
  // While the card's row was waited for, a number may have come to it: look again from the start.
  if (!number && (await carried()).length > 0) throw new TryAgain('a number came to the card meanwhile');
  return { sim, number: number ?? null };
}

async function lockSim(tx: Tx, tenantId: string, simId: string): Promise<StoredSim | null> {
  const [sim] = await tx
    .select()
    .from(sims)
    .where(ofTenant(sims, tenantId, eq(sims.id, simId)))
    .for('update');
  return sim ?? null;
}

type Named = { numberId: string | null; simId: string | null };

/** Whether a case in which the number is to move, or the card is to be the new one, stands open. */
export async function hasOpenSwap(tx: Tx, tenantId: string, { numberId, simId }: Named): Promise<boolean> {
  const [open] = await tx
    .select({ id: swapCases.id })
    .from(swapCases)
    .where(
      and(
        eq(swapCases.tenantId, tenantId),
        inArray(swapCases.state, [...OPEN_STATES]),
        or(
          numberId ? eq(swapCases.numberId, numberId) : undefined,
          simId ? eq(swapCases.newSimId, simId) : undefined,
        ),
      ),
    )
    .limit(1);
  return open !== undefined;
}

export async function assertNoOpenSwap(tx: Tx, tenantId: string, named: Named): Promise<void> {
  if (await hasOpenSwap(tx, tenantId, named)) throw isBeingMoved();
}

type Step = {
  now: Date;
  actorId: string | null;
  /** Where the card and the number go; one that is not said stays where it is. */
  card?: SimState;
  number?: NumberState;
  /** What else changes of the number's row. */
  also?: Partial<typeof numbers.$inferInsert>;
  detail: Record<string, unknown>;
};

/** Takes a line, whose rows are locked, one step on: one row in the timeline, whether the card moves, the number, or both. */
export async function moveLine(tx: Tx, { number, sim }: Line, step: Step): Promise<void> {
  const { now, actorId, also } = step;
  const { tenantId, id: numberId } = number;
  const next = step.number ? advanceNumber(number, step.number, now) : number;
  const detail = { ...step.detail, number: [number.state, next.state] };
  if (sim && step.card) await moveSim(tx, tenantId, sim, step.card, { now, actorId, numberId, detail });
  else
    await noteNumber(tx, tenantId, {
      ...{ numberId, now, actorId, detail: step.detail },
      ...{ fromState: number.state, toState: next.state },
    });
  await tx
    .update(numbers)
    .set({ state: next.state, changedAt: next.changedAt, ...also })
    .where(ofTenant(numbers, tenantId, eq(numbers.id, numberId)));
}

type Note = {
  numberId: string;
  fromState: string | null;
  toState: string;
  now: Date;
  actorId: string | null;
  detail: Record<string, unknown>;
};

/** Writes what happened to a number alone into its timeline. */
export async function noteNumber(tx: Tx, tenantId: string, { now, ...note }: Note): Promise<void> {
  await tx.insert(simEvents).values({ tenantId, id: newId(now), simId: null, at: now, ...note });
}

const isBeingMoved = () =>
  new Refusal(
    'number_is_being_moved',
    'This number is about to move to another card. End that case first, or wait for its end.',
    { status: 409 },
  );
