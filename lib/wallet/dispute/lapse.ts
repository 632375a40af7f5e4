import { z } from 'zod';
import { idText } from '../../base/id';
import { command } from '../../command/command';
import { openIncident } from '../../trust/incident/open-incident';
import { tellOfIncident } from '../../trust/incident/tell-of-incident';
import { makerOf } from '../maker-of';
import { lockDispute } from './decide';
import { isYetOpen } from './dispute';
import { endDispute, letGo } from './end-dispute';
import { sampleDispute } from './sample-dispute';
import { disputesPageOf, tellSide } from './tell-dispute';

/**
 * Ends a dispute that nobody has decided in time: what was held is let go, and that it came to this is an incident. Only the
 * process does it, when the deadline is over; what was decided meanwhile stays as it is.
 */
export const lapseDispute = command({
  name: 'dispute.lapse',
  proof: 'second-factor',
  input: z.strictObject({ disputeId: idText }),
  output: z.strictObject({ state: z.enum(['expired']) }),
  async run(deed, { disputeId }) {
    const { tx, actor, tenant, now } = deed;
    const { one, dispute } = await lockDispute(deed, disputeId);
    if (dispute.deadlineAt > now) throw isYetOpen();
    await letGo(tx, tenant, { one, dispute, maker: makerOf(actor, now) });
    await endDispute(tx, dispute, { state: 'expired', by: null, decision: null, now });
    const opening = { kind: 'dispute-undecided', severity: 'warning', personId: dispute.raisedBy } as const;
    const facts = { deed: dispute.deedId, amount: String(dispute.held), currency: one.deed.currency };
    const about = `dispute:${disputeId}`;
    const { id: incidentId, isNew } = await openIncident(tx, tenant, now, { ...opening, about, facts });
    if (isNew) await tellOfIncident(tx, tenant, now, { incidentId, ...opening, by: null });
    const told = { deedId: dispute.deedId, currency: one.deed.currency, amount: dispute.held };
    await tellSide(tx, tenant, now, { ...told, template: 'disputeExpired', personId: dispute.raisedBy });
    const { to } = one.deed;
    if (dispute.held > 0n)
      await tellSide(tx, tenant, now, {
        ...told,
        template: 'disputeLetGo',
        personId: to.ownerId,
        page: disputesPageOf(to),
      });
    return {
      output: { state: 'expired' as const },
      evidence: {
        subject: about,
        severity: 'warning',
        change: { state: ['open', 'expired'], deed: dispute.deedId, held: dispute.held },
      },
    };
  },
  async sample(ground) {
    return { disputeId: (await sampleDispute(ground, undefined, { over: true })).disputeId };
  },
});
