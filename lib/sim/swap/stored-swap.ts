import { randomBytes } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { numbers, sims } from '@/db/schema/sim';
import { swapCases, swapProofs } from '@/db/schema/swap';
import { newId } from '../../base/id';
import { notFound } from '../../base/refusal';
import type { Deed } from '../../command/command';
import { OPEN_STATES, type ProofKind, type StoredSwap, type SwapState, stateOf } from './swap';

/** Without letters and digits that are taken for each other when a number is read aloud. */
const SPOKEN = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The number of a case, which is said at the counter and opens nothing: `S-7K2M-9QXD`. */
export function newSwapNumber(): string {
  const drawn = Array.from(randomBytes(8), (byte) => SPOKEN[byte % SPOKEN.length]).join('');
  return `S-${drawn.slice(0, 4)}-${drawn.slice(4)}`;
}

// Rows are locked in one order, whoever goes on with a case: the number, its case, its cards by their ids.

/** Locks a number of the tenant. Undefined for one that is not there. */
export async function lockNumber(tx: Tx, tenantId: string, by: { id: string } | { msisdn: string }) {
  const [found] = await tx
    .select()
    .from(numbers)
    .where(
      and(eq(numbers.tenantId, tenantId), 'id' in by ? eq(numbers.id, by.id) : eq(numbers.msisdn, by.msisdn)),
    )
    .for('update');
  return found;
}

const ofTenant = (tenantId: string, id: string) =>
  and(eq(swapCases.tenantId, tenantId), eq(swapCases.id, id));

/** A case by its id, without locking it. Refuses an unknown one. */
export async function findSwap(tx: Tx, tenantId: string, id: string): Promise<StoredSwap> {
  const [found] = await tx.select().from(swapCases).where(ofTenant(tenantId, id));
  if (!found) throw notFound();
  return found;
}

/** A case by its id, with its number, both locked. Refuses an unknown one, and one of another holder where one is named. */
export async function lockSwap(tx: Tx, tenantId: string, id: string, holderId?: string): Promise<StoredSwap> {
  const seen = await findSwap(tx, tenantId, id);
  if (holderId !== undefined && seen.holderId !== holderId) throw notFound();
  await lockNumber(tx, tenantId, { id: seen.numberId });
  const [found] = await tx.select().from(swapCases).where(ofTenant(tenantId, id)).for('update');
  if (!found) throw notFound();
  return found;
}

/** The open case of a number that is locked, if it has one, locked. */
export async function lockOpenSwap(
  tx: Tx,
  tenantId: string,
  numberId: string,
): Promise<StoredSwap | undefined> {
  const [found] = await tx
    .select()
    .from(swapCases)
    .where(
      and(
        eq(swapCases.tenantId, tenantId),
        eq(swapCases.numberId, numberId),
        inArray(swapCases.state, [...OPEN_STATES]),
      ),
    )
    .for('update');
  return found;
}

/** Both cards of a case, locked in the order of their ids. */
export async function lockCards(tx: Tx, { tenantId, oldSimId, newSimId }: StoredSwap) {
  const found = await tx
    .select()
    .from(sims)
    .where(and(eq(sims.tenantId, tenantId), inArray(sims.id, [oldSimId, newSimId])))
    .orderBy(sims.id)
    .for('update');
  const of = (id: string) => {
    const card = found.find((one) => one.id === id);
    if (!card) throw new Error(`The card ${id} of a swap is not there.`);
    return card;
  };
  return { oldCard: of(oldSimId), newCard: of(newSimId) };
}

/** Writes what a step changes in a case that is locked. Gives it as it is then. */
export async function saveSwap(tx: Tx, one: StoredSwap, change: Partial<StoredSwap>): Promise<StoredSwap> {
  await tx.update(swapCases).set(change).where(ofTenant(one.tenantId, one.id));
  return { ...one, ...change };
}

/** The proofs of a case that were right, the oldest first. */
export async function passedProofs(
  tx: Tx,
  { tenantId, id }: Pick<StoredSwap, 'tenantId' | 'id'>,
): Promise<{ kind: ProofKind; at: Date; by: string }[]> {
  return tx
    .select({ kind: swapProofs.kind, at: swapProofs.at, by: swapProofs.by })
    .from(swapProofs)
    .where(and(eq(swapProofs.tenantId, tenantId), eq(swapProofs.caseId, id), eq(swapProofs.passed, true)))
    .orderBy(swapProofs.id);
}

/** Writes a proof that was tried. Of a way that has passed already a second one is not written. Gives whether it was. */
export async function insertProof(
  { tx, actor, now }: Pick<Deed, 'tx' | 'actor' | 'now'>,
  { tenantId, id: caseId, numberId }: StoredSwap,
  { kind, passed, by }: { kind: ProofKind; passed: boolean; by: string },
): Promise<boolean> {
  const { deviceId, ip, line } = actor.request;
  const sessionId = actor.kind === 'person' && !line ? actor.session.id : null;
  const written = await tx
    .insert(swapProofs)
    .values({
      ...{ tenantId, id: newId(now), caseId, numberId, kind, passed, at: now, by },
      ...{ sessionId, deviceId, ip },
    })
    .onConflictDoNothing()
    .returning({ id: swapProofs.id });
  return written.length === 1;
}

/** What a step says of a case in the audit log: ids, codes and the states that it went through. */
export const evidenceOf = (
  one: StoredSwap,
  now: Date,
  to: SwapState | readonly SwapState[],
  more: Record<string, unknown> = {},
) => ({
  subject: `swap:${one.id}`,
  severity: 'warning' as const,
  change: { state: [stateOf(one, now), to].flat(), number: one.numberId, person: one.holderId, ...more },
});

/** When something has to be done about an open case by itself: it takes effect, or it ends. */
type Timed = Pick<StoredSwap, 'id' | 'tenantId' | 'state' | 'readyAt' | 'expiresAt'>;

const deadlineOf = ({ state, readyAt, expiresAt }: Timed): Date =>
  state === 'cooling' && readyAt ? readyAt : expiresAt;

/** Puts the next deadline of a case into the installation's queue, in the transaction that sets it. */
export async function queueSwap(tx: Tx, one: Timed): Promise<void> {
  await tx.$client.query({
    name: 'swap-queue',
    text: `insert into swap_queue (case_id, of_tenant, due_at) values ($1, $2, $3)
           on conflict (case_id) do update set due_at = excluded.due_at, attempts = 0`,
    values: [one.id, one.tenantId, deadlineOf(one)],
  });
}

/** Takes a case that is over off the queue. */
export async function unqueueSwap(tx: Tx, caseId: string): Promise<void> {
  await tx.$client.query({
    name: 'swap-unqueue',
    text: 'delete from swap_queue where case_id = $1',
    values: [caseId],
  });
}
