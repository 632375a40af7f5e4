import { z } from 'zod';
import { clockOf, refusalOfDispute, refusalOfHands, refusalOfStep } from '../../auth/recovery/recovery-case';
import { idText } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { command, type Deed } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { lockChange } from '../held-roles';
import { refusalOfTouch } from '../role-rules';
import { disputeByTelephone } from './dispute';
import { sampleRecovery } from './sample-recovery';
import { evidenceOf, lockCase, type StoredCase, saveCase } from './stored-case';
import { tellRecovery } from './tell';

const input = z.strictObject({ caseId: idText, reason: oneLine(300) });
const output = z.strictObject({ caseId: z.uuid() });

/** An owner's account is given back by owners alone. */
export async function refusalOfRank({ tx, actor }: Deed, { personId }: StoredCase, deed: Deeds) {
  if (!personId) return undefined;
  const { changer, subject } = await lockChange(tx, actor, deed, personId);
  return refusalOfTouch(changer, subject);
}
type Deeds = 'recovery.approve' | 'recovery.refuse' | 'recovery.decide';

/** Approves a case that somebody else opened: the wait begins, and the owner is told on every channel. */
export const approveRecovery = command({
  name: 'recovery.approve',
  proof: 'fresh-second-factor',
  input,
  output,
  async run(deed, { caseId, reason }) {
    const { tx, actor, tenant, now } = deed;
    const one = await lockCase(tx, tenant.id, caseId);
    const staffId = personIdOf(actor);
    const evidence = { ...evidenceOf(one, now, 'approved'), approval: caseId };
    const refused =
      refusalOfDispute(one) ??
      refusalOfStep(one, 'approved', now) ??
      refusalOfHands(one, staffId, 'approve') ??
      (await refusalOfRank(deed, one, 'recovery.approve')) ??
      (await disputeByTelephone(tx, tenant, one, now));
    if (refused) return { refused, evidence };
    const clock = clockOf(now, tenant.settings.recoveryWaitMs);
    await saveCase(tx, one, { state: 'approved', approvedBy: staffId, approvedAt: now, reason, ...clock });
    await tellRecovery(tx, tenant, one, now, 'recoveryApproved');
    return { output: { caseId }, evidence };
  },
  async sample(ground) {
    const { id: caseId } = await sampleRecovery(ground, 'opened');
    return { caseId, reason: 'The photograph is theirs' };
  },
});

/** Refuses a case. The account stays secured: it is let go of by its owner's second factor, or by staff. */
export const refuseRecovery = command({
  name: 'recovery.refuse',
  proof: 'fresh-second-factor',
  input,
  output,
  async run(deed, { caseId, reason }) {
    const { tx, actor, tenant, now } = deed;
    const one = await lockCase(tx, tenant.id, caseId);
    const staffId = personIdOf(actor);
    const evidence = evidenceOf(one, now, 'refused');
    const refused =
      refusalOfStep(one, 'refused', now) ??
      refusalOfHands(one, staffId, one.state === 'disputed' ? 'decide' : 'approve') ??
      (await refusalOfRank(deed, one, 'recovery.refuse'));
    if (refused) return { refused, evidence };
    await saveCase(tx, one, { state: 'refused', reason, endedAt: now, endedBy: staffId });
    await tellRecovery(tx, tenant, one, now, 'recoveryRefused');
    return { output: { caseId }, evidence };
  },
  async sample(ground) {
    const { id: caseId } = await sampleRecovery(ground, 'opened');
    return { caseId, reason: 'The photograph is of somebody else' };
  },
});
