import { appendEvent } from '../../audit/append';
import { after } from '../../base/clock';
import type { Deed } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { placeHold } from '../../trust/hold';
import { openIncident } from '../../trust/incident/open-incident';
import { tellOfIncident } from '../../trust/incident/tell-of-incident';
import { watchAgent } from './agent';
import { endSwap } from './end-swap';
import { confirmedByOldSim } from './proofs';
import { lockOpenSwap, passedProofs, queueSwap, saveSwap } from './stored-swap';
import { isOpen, type StoredSwap, stateOf } from './swap';
import { tellSwap } from './tell-swap';

export type ObjectedBy = 'link' | 'telephone' | 'portal';

/** What an objection came to: it ended the case, made it disputed, or is kept for people to read and changes nothing. */
export type Objected = 'cancelled' | 'disputed' | 'noted';

/**
 * Takes the word of somebody that a swap is not theirs (P3). While the old card counts it ends the case and locks swaps of
 * the number. After a loss that was reported with strong proofs, or that two of the staff looked over, it comes perhaps from
 * a thief with the telephone in hand: then people decide, and once they have, it stops nothing more. Of a swap that has
 * taken effect it opens an incident.
 */
export async function objectToSwap(deed: Deed, one: StoredSwap, by: ObjectedBy): Promise<Objected> {
  const { now } = deed;
  const state = stateOf(one, now);
  if (state === 'completed') return objectAfterwards(deed, one, by);
  if (!isOpen(state) || state === 'disputed') return 'noted';
  await reportObjection(deed, one, by);
  if (one.decidedAt) return 'noted';
  if (one.oldSimCounts) {
    const disputed = { disputedAt: now, disputedBy: by };
    await lockNumberOf(deed, one);
    const ended = await endSwap(deed, one, { state: 'cancelled', refusal: 'objected' }, disputed);
    await watchAgent(deed.tx, deed.tenant, now, ended);
    return 'cancelled';
  }
  await disputeSwap(deed, one, by);
  return 'disputed';
}

/** Makes a case disputed: it waits for a third person, and takes no effect meanwhile. */
export async function disputeSwap(deed: Deed, one: StoredSwap, by: ObjectedBy): Promise<StoredSwap> {
  const { tx, tenant, now } = deed;
  const disputed = await saveSwap(tx, one, {
    ...{ state: 'disputed', disputedAt: now, disputedBy: by, readyAt: null },
    expiresAt: after(now, tenant.settings.swap.reviewMs),
  });
  await queueSwap(tx, disputed);
  await tellSwap(tx, tenant, now, disputed, { template: 'swapDisputed' });
  await watchAgent(tx, tenant, now, disputed);
  return disputed;
}

/**
 * Takes note in a case that its number was suspended. Where a proof of the old card carries it, perhaps whoever has the card
 * gave it: then people decide, and what came from the card counts no more.
 */
export async function noteSuspension(
  deed: Deed,
  numberId: string,
  by: { name: 'sim.suspend' | 'sim.suspend-own'; objectedBy: ObjectedBy },
): Promise<void> {
  const { tx, actor, tenant, now } = deed;
  const open = await lockOpenSwap(tx, tenant.id, numberId);
  if (!open) return;
  const one = await saveSwap(tx, open, { oldSimState: 'suspended' });
  const before = stateOf(one, now);
  if (one.decidedAt || (before !== 'review' && before !== 'cooling')) return;
  if (!confirmedByOldSim((await passedProofs(tx, one)).map(({ kind }) => kind))) return;
  await reportObjection(deed, one, by.objectedBy);
  await disputeSwap(deed, one, by.objectedBy);
  // The deed itself is about the number.
  const change = { state: [before, 'disputed'], number: numberId, person: one.holderId };
  await appendEvent(tx, actor, by.name, 'done', { subject: `swap:${one.id}`, severity: 'critical', change });
}

/** The number has moved already: money and codes are held back by then, and people must look at once. */
async function objectAfterwards(deed: Deed, one: StoredSwap, by: ObjectedBy): Promise<Objected> {
  const { tx, now } = deed;
  await reportObjection(deed, one, by);
  if (one.disputedAt) return 'noted';
  const objected = await saveSwap(tx, one, { disputedAt: now, disputedBy: by });
  // After a loss the word may be a thief's: it alarms, and holds nothing of the owner's back.
  if (one.oldSimCounts) await lockNumberOf(deed, one);
  await watchAgent(tx, deed.tenant, now, objected);
  return 'noted';
}

async function lockNumberOf({ tx, actor, tenant, now }: Deed, { holderId }: StoredSwap): Promise<void> {
  await placeHold(tx, tenant.id, now, {
    ...{ personId: holderId, kind: 'sim_swap', reason: 'objected to a swap', placedBy: personIdOf(actor) },
  });
}

async function reportObjection(
  { tx, actor, tenant, now }: Deed,
  one: StoredSwap,
  by: ObjectedBy,
): Promise<void> {
  const [kind, severity, personId] = ['swap-objected', 'critical', one.holderId] as const;
  const { id: incidentId, isNew } = await openIncident(tx, tenant, now, {
    ...{ kind, severity, about: `swap:${one.id}`, personId, ip: actor.request.ip },
    facts: { swap: one.id, case: one.number, state: one.state, by, requestedBy: one.requestedBy },
  });
  if (isNew) await tellOfIncident(tx, tenant, now, { incidentId, kind, severity, personId, by: null });
}
