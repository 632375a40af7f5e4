import { after } from '../../base/clock';
import { Refusal } from '../../base/refusal';
import type { Deed } from '../../command/command';
import { lookAgain, type SecondLook } from '../../trust/decision/second-look';
import { openIncident } from '../../trust/incident/open-incident';
import { tellOfIncident } from '../../trust/incident/tell-of-incident';
import { takeEffect } from './complete';
import { contextOfStored } from './context';
import { coolingOf } from './cooling';
import { endSwap } from './end-swap';
import { isStrong, judgeProofs, waysThatCount } from './proofs';
import { insertProof, passedProofs, queueSwap, saveSwap } from './stored-swap';
import { type ProofKind, refusalOfStep, type StoredSwap, type SwapState } from './swap';
import { changedSince } from './swap-facts';
import { tellSwap } from './tell-swap';

type Proved = { kind: ProofKind; by: string };
/** The states that a case went through, the last of which it is in; none where it stays. */
export type WentOn = { path: SwapState[]; refused?: Refusal };

/**
 * Writes a proof that was right, and goes on with the case as far as its proofs carry it: to review, to its wait, or at once
 * to its end.
 */
export async function takeProof(
  deed: Deed,
  look: SecondLook,
  one: StoredSwap,
  { kind, by }: Proved,
): Promise<WentOn> {
  await insertProof(deed, one, { kind, passed: true, by });
  return goOn(deed, look, one);
}

/** Whether a proof may be given in this way now; gives the refusal, or undefined. */
export function refusalOfProving(one: StoredSwap, kind: ProofKind, now: Date): Refusal | undefined {
  const step = refusalOfStep(one, 'refused', now);
  if (step) return step;
  if (one.state !== 'proving') return isProvedAlready();
  return waysThatCount(one).includes(kind) ? undefined : wayIsClosed();
}

/**
 * Writes a proof that was wrong. With the third in a case it is refused, the number rests for a day, and people are told
 * (P6). Gives what whoever tried is told; the caller returns it, so that it is counted.
 */
export async function missProof(
  deed: Deed,
  one: StoredSwap,
  { kind, by, refused }: Proved & { refused: Refusal },
): Promise<Required<WentOn>> {
  const { tx, tenant, now } = deed;
  await insertProof(deed, one, { kind, passed: false, by });
  const { rows } = await tx.$client.query<{ failures: number }>({
    name: 'swap-failures',
    text: 'select count(*)::int as failures from swap_proofs where tenant_id = $1 and case_id = $2 and not passed',
    values: [tenant.id, one.id],
  });
  const failures = rows[0]?.failures ?? 0;
  if (failures < tenant.settings.swap.failuresUntilRefused) return { path: [], refused };
  await endSwap(deed, one, { state: 'refused', refusal: 'failed-proofs' });
  const [incident, severity, personId] = ['swap-failed-proofs', 'warning', one.holderId] as const;
  const { id: incidentId, isNew } = await openIncident(tx, tenant, now, {
    ...{ kind: incident, severity, about: `number:${one.numberId}`, personId, ip: deed.actor.request.ip },
    facts: { swap: one.id, case: one.number, last: kind, requestedBy: one.requestedBy },
  });
  if (isNew)
    await tellOfIncident(tx, tenant, now, { incidentId, kind: incident, severity, personId, by: null });
  return { path: ['refused'], refused: failedTooOften() };
}

/**
 * Goes on with a case that is locked, as far as its proofs carry it. One that staff have looked over is not looked over
 * again.
 */
export async function goOn(deed: Deed, look: SecondLook, one: StoredSwap): Promise<WentOn> {
  const { tx, actor, tenant } = deed;
  const given = (await passedProofs(tx, one)).map(({ kind }) => kind);
  const isLost = one.reason === 'lost' || one.reason === 'stolen';
  const oldSimCounts = one.oldSimCounts && !(isLost && (isStrong(given) || one.reviewedBy !== null));
  const counting = waysThatCount({ ...one, oldSimCounts });
  const standing = judgeProofs(counting, given);
  if (!standing.enough) {
    const open = await saveSwap(tx, one, { oldSimCounts, state: 'proving' });
    await queueSwap(tx, open);
    return { path: one.state === 'proving' ? [] : ['proving'] };
  }
  const passed = given.filter((kind) => kind === 'document' || counting.includes(kind));
  const changed = await changedSince(tx, tenant.id, one.holderId, one.requestedAt);
  const contributions = [...one.contributions, ...changed.map((code) => ({ code }))];
  const wait = coolingOf({ ...one, contributions }, passed, tenant.settings.swap);
  const verdict = lookAgain(look, actor, contextOfStored(one, passed, wait.ms));
  if (verdict.answer === 'refuse') {
    await endSwap(deed, one, { state: 'refused', refusal: 'policy' });
    return { path: ['refused'], refused: verdict.refused };
  }
  // Over the telephone network nobody can show more than they have: then somebody looks.
  if (verdict.answer === 'step-up' && !actor.request.line) return { path: [], refused: verdict.refused };
  const reasons = [
    ...one.reviewReasons,
    ...(verdict.answer === 'allow' ? [] : ['policy']),
    ...(standing.byDocument ? ['document-only'] : []),
  ];
  const reviewReasons = [...new Set(reasons)];
  const weighed = { ...one, oldSimCounts, reviewReasons, coolingReasons: [...new Set(wait.reasons)] };
  return reviewReasons.length > 0 && one.reviewedBy === null
    ? toReview(deed, weighed)
    : toWait(deed, weighed, wait.ms);
}

async function toReview({ tx, tenant, now }: Deed, weighed: StoredSwap): Promise<WentOn> {
  const { oldSimCounts, reviewReasons, coolingReasons } = weighed;
  const one = await saveSwap(tx, weighed, {
    ...{ state: 'review', oldSimCounts, reviewReasons, coolingReasons },
    ...{ readyAt: null, expiresAt: after(now, tenant.settings.swap.reviewMs) },
  });
  await queueSwap(tx, one);
  return { path: ['review'] };
}

/** Begins the wait, of which the holder is told; where there is none, the number moves in this very transaction. */
async function toWait(deed: Deed, weighed: StoredSwap, waitMs: number): Promise<WentOn> {
  const { tx, tenant, now } = deed;
  const { oldSimCounts, reviewReasons, coolingReasons, reviewedBy, reviewedAt, note } = weighed;
  const one = await saveSwap(tx, weighed, {
    ...{ state: 'cooling', oldSimCounts, reviewReasons, coolingReasons, reviewedBy, reviewedAt, note },
    readyAt: after(now, waitMs),
  });
  await queueSwap(tx, one);
  if (waitMs > 0) {
    await tellSwap(tx, tenant, now, one, { template: 'swapWaits' });
    return { path: ['cooling'] };
  }
  const ended = await takeEffect(deed, one);
  // What keeps it (no notice has left yet, swaps are frozen for a time) is looked at again by the process.
  return { path: 'refused' in ended ? ['cooling'] : ['cooling', ended.state] };
}

const isProvedAlready = () =>
  new Refusal(
    'swap_is_proved',
    'This has been shown already, or is not asked for any more. Look at the case again.',
    {
      status: 409,
    },
  );

export const wayIsClosed = () =>
  new Refusal(
    'swap_way_is_closed',
    'This does not count for this swap: only what was set up before it was asked for does.',
    { status: 403 },
  );

const failedTooOften = () =>
  new Refusal(
    'swap_failed_too_often',
    'That was wrong for the third time, so the swap is refused and the number cannot be moved for a day.',
    { status: 409 },
  );
