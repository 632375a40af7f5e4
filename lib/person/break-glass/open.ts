import { z } from 'zod';
import { after } from '../../base/clock';
import { idText } from '../../base/id';
import { forbidden } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { openIncident } from '../../trust/incident/open-incident';
import {
  isOver,
  LASTS_MS,
  refusalOfPair,
  refusalOfPlaces,
  type StoredBreakGlass,
  stateOf,
} from './break-glass';
import { sampleBreakGlass } from './sample-break-glass';
import { askerOf, countSharedDevices, lockBreakGlass, lockHands, placeOfAsking } from './stored-break-glass';
import { tellBreakGlass } from './tell';

/** Opens what another administrator asked for: for an hour they hold the permissions of an owner, and everybody is told. */
export const openBreakGlass = command({
  name: 'break-glass.open',
  proof: 'fresh-second-factor',
  input: z.strictObject({ breakGlassId: idText }),
  output: z.strictObject({ breakGlassId: z.uuid(), until: z.date() }),
  async run(deed, { breakGlassId }) {
    const { tx, actor, tenant, now } = deed;
    const openedBy = personIdOf(actor);
    if (!openedBy) throw forbidden();
    const askedBy = await askerOf(tx, tenant.id, breakGlassId);
    const hands = await lockHands(tx, tenant.id, now, [askedBy, openedBy]);
    const one = await lockBreakGlass(tx, tenant.id, breakGlassId);
    const evidence = {
      subject: `break-glass:${breakGlassId}`,
      severity: 'critical' as const,
      change: { asker: askedBy, reason: one.reason },
    };
    const [asker, opener] = [hands.get(askedBy), hands.get(openedBy)];
    if (!asker || !opener) throw forbidden();
    const refused =
      (stateOf(one, now) === 'waiting' ? undefined : isOver()) ??
      refusalOfPair(asker, opener, now) ??
      (await refusalOfDevices(deed, one, openedBy));
    if (refused) return { refused, evidence };
    const until = after(now, LASTS_MS);
    await tx.$client.query({
      name: 'break-glass-open',
      text: `update break_glass set opened_by = $3, opened_at = $4, ends_at = $5 where tenant_id = $1 and id = $2`,
      values: [tenant.id, breakGlassId, openedBy, now, until],
    });
    const { id: incidentId } = await openIncident(tx, tenant, now, {
      ...{
        kind: 'break-glass',
        severity: 'critical',
        about: `break-glass:${breakGlassId}`,
        personId: askedBy,
      },
      ip: actor.request.ip,
      facts: { reason: one.reason, openedBy, until: until.toISOString() },
    });
    const opened = { ...one, openedBy, openedAt: now, endsAt: until };
    await tellBreakGlass(tx, tenant, now, opened, { event: 'break-glass.opened', incidentId, by: openedBy });
    return { output: { breakGlassId, until }, evidence };
  },
  sample: async (ground) => ({ breakGlassId: await sampleBreakGlass(ground) }),
});

async function refusalOfDevices(
  { tx, actor, tenant }: Deed,
  { id, askedBy }: StoredBreakGlass,
  openedBy: string,
) {
  const asked = await placeOfAsking(tx, tenant.id, id);
  return refusalOfPlaces(
    asked,
    // As the audit log keeps it, cut to the same length.
    { ...actor.request, userAgent: actor.request.userAgent.slice(0, 400) },
    await countSharedDevices(tx, tenant.id, askedBy, openedBy),
  );
}
