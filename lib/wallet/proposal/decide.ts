import { z } from 'zod';
import { idText, newId } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { command } from '../../command/command';
import { keyText } from '../../command/key-text';
import { handOf, refusalOfChecker } from './hands';
import { kindOf } from './kinds';
import { evidenceOf, makersAlone, refusalOfState, stateOf } from './proposal';
import { proposalStep } from './propose';
import { sampleProposal } from './sample-proposal';
import { lockProposal, saveProposal } from './stored-proposal';
import { tellMaker } from './tell';

const input = z.strictObject({ proposalId: idText, key: keyText });
const inputWithReason = z.strictObject({ proposalId: idText, reason: oneLine(300), key: keyText });

/**
 * Approves what somebody else has proposed, and does it, all or nothing. What was possible when it was proposed is judged
 * anew: where it is not possible now, the proposal waits on.
 */
export const approveProposal = command({
  name: 'money.proposal.approve',
  proof: 'fresh-second-factor',
  input,
  output: proposalStep,
  idempotencyKey: 'key',
  async run(deed, { proposalId }) {
    const { tx, tenant, now } = deed;
    const one = await lockProposal(tx, tenant.id, proposalId);
    const refused = refusalOfState(one, now) ?? (await refusalOfChecker(deed, one));
    if (refused) return { refused, evidence: evidenceOf(one, stateOf(one, now)) };
    await saveProposal(tx, one, { state: 'posted', checkerId: handOf(deed), decidedAt: now });
    const change = await kindOf(one.kind).apply(deed, one);
    await tellMaker(deed, one, 'proposalApproved');
    return {
      output: { proposalId, state: 'posted' as const, expiresAt: one.expiresAt },
      evidence: { ...evidenceOf(one, 'posted', change), approval: proposalId },
    };
  },
  async sample(ground) {
    return { proposalId: await sampleProposal(ground), key: newId(ground.now) };
  },
});

/** Rejects what somebody else has proposed, with a reason that its maker reads. */
export const rejectProposal = command({
  name: 'money.proposal.reject',
  proof: 'fresh-second-factor',
  input: inputWithReason,
  output: proposalStep,
  idempotencyKey: 'key',
  async run(deed, { proposalId, reason }) {
    const { tx, tenant, now } = deed;
    const one = await lockProposal(tx, tenant.id, proposalId);
    const refused = refusalOfState(one, now) ?? (await refusalOfChecker(deed, one));
    if (refused) return { refused, evidence: evidenceOf(one, stateOf(one, now)) };
    const decided = { state: 'rejected' as const, checkerId: handOf(deed), decidedAt: now, refusal: reason };
    await saveProposal(tx, one, decided);
    await tellMaker(deed, one, 'proposalRejected');
    return {
      output: { proposalId, state: decided.state, expiresAt: one.expiresAt },
      evidence: evidenceOf(one, decided.state, { refusal: reason }),
    };
  },
  async sample(ground) {
    return {
      ...{ proposalId: await sampleProposal(ground), key: newId(ground.now) },
      reason: 'This agent closes at noon',
    };
  },
});

/** Takes one's own proposal back before anybody has decided it. */
export const withdrawProposal = command({
  name: 'money.proposal.withdraw',
  proof: 'second-factor',
  input,
  output: proposalStep,
  idempotencyKey: 'key',
  async run(deed, { proposalId }) {
    const { tx, tenant, now } = deed;
    const one = await lockProposal(tx, tenant.id, proposalId);
    const refused = one.makerId === handOf(deed) ? refusalOfState(one, now) : makersAlone();
    if (refused) return { refused, evidence: evidenceOf(one, stateOf(one, now)) };
    await saveProposal(tx, one, { state: 'withdrawn', decidedAt: now });
    return {
      output: { proposalId, state: 'withdrawn' as const, expiresAt: one.expiresAt },
      evidence: evidenceOf(one, 'withdrawn'),
    };
  },
  async sample(ground) {
    return {
      proposalId: await sampleProposal(ground, { makerId: ground.actorId }),
      key: newId(ground.now),
    };
  },
});
