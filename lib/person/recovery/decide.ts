import { z } from 'zod';
import {
  clockOf,
  refusalOfHands,
  refusalOfStep,
  WAITS_FOR_STAFF_MS,
} from '../../auth/recovery/recovery-case';
import { after } from '../../base/clock';
import { idText } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { command } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { refusalOfRank } from './approve';
import { disputeByTelephone } from './dispute';
import { sampleRecovery } from './sample-recovery';
import { evidenceOf, lockCase, saveCase } from './stored-case';
import { tellRecovery } from './tell';

/**
 * Decides a dispute, by somebody who neither opened nor approved the case. It goes on where it was, and a wait that had
 * begun begins anew: whoever objected hears of it and has a whole day again. Or it ends.
 */
export const decideRecovery = command({
  name: 'recovery.decide',
  proof: 'fresh-second-factor',
  input: z.strictObject({ caseId: idText, verdict: z.enum(['go_on', 'refuse']), reason: oneLine(300) }),
  output: z.strictObject({ caseId: z.uuid() }),
  async run(deed, { caseId, verdict, reason }) {
    const { tx, actor, tenant, now } = deed;
    const found = await lockCase(tx, tenant.id, caseId);
    const one = (await disputeByTelephone(tx, tenant, found, now))
      ? await lockCase(tx, tenant.id, caseId)
      : found;
    const staffId = personIdOf(actor);
    const to = verdict === 'refuse' ? 'refused' : one.approvedBy ? 'approved' : 'opened';
    const evidence = { ...evidenceOf(one, now, to), approval: caseId };
    const refused =
      (one.state === 'disputed' ? undefined : notDisputed(one, now)) ??
      refusalOfStep(one, to, now) ??
      refusalOfHands(one, staffId, 'decide') ??
      (await refusalOfRank(deed, one, 'recovery.decide'));
    if (refused) return { refused, evidence };
    const decided = { state: to, reason, decidedBy: staffId, decidedAt: now } as const;
    if (to === 'refused') {
      await saveCase(tx, one, { ...decided, endedAt: now, endedBy: staffId });
      await tellRecovery(tx, tenant, one, now, 'recoveryRefused');
    } else {
      const clock =
        to === 'approved'
          ? clockOf(now, tenant.settings.recoveryWaitMs)
          : { expiresAt: after(now, WAITS_FOR_STAFF_MS) };
      await saveCase(tx, one, { ...decided, ...clock });
      await tellRecovery(tx, tenant, one, now, to === 'approved' ? 'recoveryApproved' : 'recoveryOpened');
    }
    return { output: { caseId }, evidence };
  },
  async sample(ground) {
    const { id: caseId } = await sampleRecovery(ground, 'disputed');
    return { caseId, verdict: 'go_on', reason: 'Their old telephone is with the police' };
  },
});

/** Any state but a dispute refuses in the words of a step that it does not know. */
const notDisputed = (one: Parameters<typeof refusalOfStep>[0], now: Date) =>
  refusalOfStep({ ...one, state: 'done' }, 'approved', now);
