import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { incidentSteps } from '@/db/schema/incident';
import { idText } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { notFound, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { isReversible, takeBack } from '../../trust/incident/take-back';
import { sampleStep } from './sample-incident';
import {
  evidenceOf,
  lockIncident,
  refusalOfOwnHands,
  refusalOfRank,
  type StoredStep,
} from './stored-incident';

/** Takes back what one step of an incident placed, with the reason why. In a closed one too: it may have been a mistake. */
export const undoStep = command({
  name: 'incident.undo',
  proof: 'fresh-second-factor',
  input: z.strictObject({ incidentId: idText, stepId: idText, reason: oneLine(300) }),
  output: z.strictObject({ incidentId: z.uuid() }),
  async run(deed, { incidentId, stepId, reason }) {
    const { tx, actor, tenant, now } = deed;
    const one = await lockIncident(tx, tenant.id, incidentId);
    const step = await readStep(tx, tenant.id, incidentId, stepId);
    const { kind: name, details, at } = step;
    const evidence = { ...evidenceOf(one, { undone: name, reason }), severity: 'warning' as const };
    const refused =
      refusalOfOwnHands(actor, one) ??
      (step.undoneAt ? undoneAlready() : undefined) ??
      (await refusalOfRank(deed, one, 'incident.undo'));
    if (refused) return { refused, evidence };
    if (!isReversible(name) || 'why' in details) return { refused: cannotBeUndone(), evidence };
    const by = personIdOf(actor);
    const placed = { name, incidentId, personId: one.personId, details, at };
    const stood = await takeBack(tx, tenant.id, now, { placed, by });
    if (!stood) return { refused: standsNoMore(), evidence };
    await tx
      .update(incidentSteps)
      .set({ undoneAt: now, undoneBy: by, undoneBecause: reason })
      .where(and(eq(incidentSteps.tenantId, tenant.id), eq(incidentSteps.id, stepId)));
    return { output: { incidentId }, evidence };
  },
  async sample(ground) {
    return { ...(await sampleStep(ground)), reason: 'They were at the shop and showed their card' };
  },
});

async function readStep(tx: Tx, tenantId: string, incidentId: string, stepId: string): Promise<StoredStep> {
  const [step] = await tx
    .select()
    .from(incidentSteps)
    .where(
      and(
        eq(incidentSteps.tenantId, tenantId),
        eq(incidentSteps.id, stepId),
        eq(incidentSteps.incidentId, incidentId),
      ),
    );
  if (!step) throw notFound();
  return step;
}

const undoneAlready = () =>
  new Refusal('step_is_undone', 'This was taken back already. Open the page again to see by whom.', {
    status: 409,
  });
const cannotBeUndone = () =>
  new Refusal(
    'step_cannot_be_undone',
    'This cannot be taken back: its owner signs in, or proves it, again.',
    {
      status: 409,
    },
  );
const standsNoMore = () =>
  new Refusal('response_stands_no_more', 'This does not stand any more: it ended, or was let go elsewhere.', {
    status: 409,
  });
