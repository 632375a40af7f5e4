import type { Deed } from '../../command/command';
import { openIncident } from '../../trust/incident/open-incident';
import { tellOfIncident } from '../../trust/incident/tell-of-incident';
import type { Scored } from './scored';

/** Makes an incident of what looks like fraud, one for each person while it is open, and tells the tenant's contacts once. */
export async function raiseAlarm(
  { tx, actor, tenant, now }: Deed,
  { payerId, deedId, operation, amount, currency, score, outcome, facts }: Scored,
): Promise<void> {
  const severity = outcome === 'refuse' ? 'critical' : 'warning';
  const opening = { kind: 'looks-like-fraud', severity, personId: payerId } as const;
  const isOwn = actor.kind === 'person' && actor.principal.id === payerId && !actor.request.line;
  const { id: incidentId, isNew } = await openIncident(tx, tenant, now, {
    ...{ ...opening, about: `person:${payerId}:money`, ip: facts.ip, deviceId: facts.deviceId },
    sessionId: isOwn ? actor.session.id : null,
    facts: { deed: deedId, operation, amount: String(amount), currency, score, outcome },
  });
  if (isNew) await tellOfIncident(tx, tenant, now, { incidentId, ...opening, by: null });
}
