import { z } from 'zod';
import { after } from '../../base/clock';
import { idText } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { Refusal } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { refusalOfSameHands } from '../../person/same-hands';
import { personIdOf } from '../../policy/actor';
import { prepareLook } from '../../trust/decision/second-look';
import { openIncident } from '../../trust/incident/open-incident';
import { tellOfIncident } from '../../trust/incident/tell-of-incident';
import { endSwap } from './end-swap';
import { goOn } from './go-on';
import { refusalOfOwn } from './hands';
import { isPair, readTogether } from './pair';
import { sampleSwap } from './sample-swap';
import { evidenceOf, lockSwap, passedProofs, saveSwap } from './stored-swap';
import { notInThisState, refusalOfHands, refusalOfStep, type StoredSwap } from './swap';
import { swapStep } from './view';

const input = z.strictObject({ swapId: idText, note: oneLine(300) });

/** Whoever read the document is not the second who looks at it. */
async function readersOf({ tx }: Deed, one: StoredSwap): Promise<string[]> {
  return (await passedProofs(tx, one)).filter(({ kind }) => kind === 'document').map(({ by }) => by);
}

/** Gives why this member of staff is not the other pair of eyes that a place in a case wants, or undefined. */
async function refusalOfEyes(
  deed: Deed,
  one: StoredSwap,
  place: 'review' | 'decide',
): Promise<Refusal | undefined> {
  const { tx, actor } = deed;
  const hands = refusalOfHands(one, personIdOf(actor), place);
  if (hands) return hands;
  const before = [one.channel === 'portal' ? null : one.requestedBy, ...(await readersOf(deed, one))];
  const others = place === 'review' ? [...before, one.decidedBy] : [...before, one.reviewedBy];
  return (await refusalOfOwn(tx, actor, one)) ?? (await refusalOfSameHands(tx, actor, others));
}

/** Approves a case that somebody else asked for: its wait begins, and the holder is told on every channel. */
export const approveSwap = command({
  name: 'sim.swap.approve',
  proof: 'fresh-second-factor',
  input,
  output: swapStep,
  prepare: ({ actor }) => prepareLook(actor, 'sim.swap.approve'),
  async run(deed, { swapId, note }, look) {
    const { tx, actor, tenant, now } = deed;
    const one = await lockSwap(tx, tenant.id, swapId);
    const staffId = personIdOf(actor);
    const evidence = (path: Parameters<typeof evidenceOf>[2]) => ({
      ...evidenceOf(one, now, path, { review: one.reviewReasons }),
      approval: swapId,
    });
    const refused =
      (one.state === 'review' ? undefined : notInThisState()) ??
      refusalOfStep(one, 'cooling', now) ??
      (await refusalOfEyes(deed, one, 'review')) ??
      (await refusalOfPair(deed, one, staffId));
    if (refused) return { refused, evidence: evidence([]) };
    const went = await goOn(deed, look, { ...one, reviewedBy: staffId, reviewedAt: now, note });
    if (went.refused) return { refused: went.refused, evidence: evidence(went.path) };
    return { output: { state: went.path.at(-1) ?? one.state }, evidence: evidence(went.path) };
  },
  async sample(ground) {
    const { id: swapId } = await sampleSwap(ground, 'review');
    return { swapId, note: 'The photograph is theirs' };
  },
});

/** Of two who always approve each other a third is wanted; it is noted in the case, and people hear of the pair. */
async function refusalOfPair(
  { tx, tenant, now }: Deed,
  one: StoredSwap,
  staffId: string | null,
): Promise<Refusal | undefined> {
  if (!staffId || one.channel === 'portal') return undefined;
  const together = await readTogether(tx, tenant.id, now, { first: one.requestedBy, second: staffId });
  if (!isPair(together)) return undefined;
  await saveSwap(tx, one, { reviewReasons: [...new Set([...one.reviewReasons, 'pair'])] });
  const [kind, severity, personId] = ['swap-agent', 'critical', one.requestedBy] as const;
  const about = `pair:${[one.requestedBy, staffId].sort().join(':')}`;
  const { id: incidentId, isNew } = await openIncident(tx, tenant, now, {
    ...{ kind, severity, about, personId },
    facts: {
      because: 'pair',
      swap: one.id,
      case: one.number,
      requestedBy: one.requestedBy,
      approves: staffId,
      ...together,
    },
  });
  if (isNew) await tellOfIncident(tx, tenant, now, { incidentId, kind, severity, personId, by: null });
  return wantsAThird();
}

/** Refuses a case in any of its open states. What is disputed is for a third person. */
export const refuseSwap = command({
  name: 'sim.swap.refuse',
  proof: 'fresh-second-factor',
  input,
  output: swapStep,
  async run(deed, { swapId, note }) {
    const { tx, tenant, now } = deed;
    const one = await lockSwap(tx, tenant.id, swapId);
    const evidence = evidenceOf(one, now, 'refused');
    const refused =
      refusalOfStep(one, 'refused', now) ??
      (await refusalOfEyes(deed, one, one.state === 'disputed' ? 'decide' : 'review'));
    if (refused) return { refused, evidence };
    await endSwap(deed, one, { state: 'refused', refusal: 'by-staff' }, { note });
    return { output: { state: 'refused' as const }, evidence };
  },
  async sample(ground) {
    const { id: swapId } = await sampleSwap(ground, 'review');
    return { swapId, note: 'The photograph is of somebody else' };
  },
});

/**
 * Decides a dispute, by somebody who neither asked for the case nor approved it. It goes on where its proofs carry it, with
 * a whole wait before it; or it ends.
 */
export const decideSwap = command({
  name: 'sim.swap.decide',
  proof: 'fresh-second-factor',
  input: z.strictObject({ swapId: idText, verdict: z.enum(['go_on', 'refuse']), note: oneLine(300) }),
  output: swapStep,
  prepare: ({ actor }) => prepareLook(actor, 'sim.swap.decide'),
  async run(deed, { swapId, verdict, note }, look) {
    const { tx, actor, tenant, now } = deed;
    const one = await lockSwap(tx, tenant.id, swapId);
    const staffId = personIdOf(actor);
    const evidence = (path: Parameters<typeof evidenceOf>[2]) => ({
      ...evidenceOf(one, now, path),
      approval: swapId,
    });
    const refused =
      (one.state === 'disputed' ? undefined : notInThisState()) ??
      refusalOfStep(one, 'refused', now) ??
      (await refusalOfEyes(deed, one, 'decide'));
    if (refused) return { refused, evidence: evidence([]) };
    const decided = { decidedBy: staffId, decidedAt: now, note };
    if (verdict === 'refuse') {
      await endSwap(deed, one, { state: 'refused', refusal: 'dispute-lost' }, decided);
      return { output: { state: 'refused' as const }, evidence: evidence('refused') };
    }
    const expiresAt = after(now, tenant.settings.swap.provingMs);
    const open = await saveSwap(tx, one, { ...decided, expiresAt });
    const went = await goOn(deed, look, open);
    if (went.refused) return { refused: went.refused, evidence: evidence(went.path) };
    return { output: { state: went.path.at(-1) ?? one.state }, evidence: evidence(went.path) };
  },
  async sample(ground) {
    const { id: swapId } = await sampleSwap(ground, 'disputed');
    return { swapId, verdict: 'refuse', note: 'The police has the thief' };
  },
});

const wantsAThird = () =>
  new Refusal(
    'swap_wants_a_third',
    'You and whoever asked for this always approve each other. Somebody else must look at it.',
    { status: 403 },
  );
