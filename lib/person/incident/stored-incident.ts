import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { type incidentSteps, incidents } from '@/db/schema/incident';
import type { Evidence } from '../../audit/append';
import { notFound, Refusal } from '../../base/refusal';
import type { Deed } from '../../command/command';
import { type Actor, personIdOf } from '../../policy/actor';
import type { Permission } from '../../policy/permissions';
import { lockChange } from '../held-roles';
import { refusalOfTouch } from '../role-rules';

export type StoredIncident = typeof incidents.$inferSelect;
export type StoredStep = typeof incidentSteps.$inferSelect;

/** Locks an incident: of two who act on it at once, the second sees what the first has done. Refuses an unknown one. */
export async function lockIncident(tx: Tx, tenantId: string, incidentId: string): Promise<StoredIncident> {
  const [found] = await tx
    .select()
    .from(incidents)
    .where(and(eq(incidents.tenantId, tenantId), eq(incidents.id, incidentId)))
    .for('no key update');
  if (!found) throw notFound();
  return found;
}

export async function saveIncident(
  tx: Tx,
  { tenantId, id }: StoredIncident,
  change: Partial<StoredIncident>,
): Promise<void> {
  await tx
    .update(incidents)
    .set(change)
    .where(and(eq(incidents.tenantId, tenantId), eq(incidents.id, id)));
}

/** What the audit log says of a deed on an incident. */
export const evidenceOf = ({ id, kind }: StoredIncident, change: Record<string, unknown> = {}): Evidence => ({
  subject: `incident:${id}`,
  severity: 'notice',
  change: { kind, ...change },
});

/** Gives what stands against somebody's acting on the person of an incident: whoever is above them, or undefined. */
export async function refusalOfRank(
  { tx, actor }: Pick<Deed, 'tx' | 'actor'>,
  { personId }: Pick<StoredIncident, 'personId'>,
  deed: Permission,
): Promise<Refusal | undefined> {
  if (!personId) return undefined;
  const { changer, subject } = await lockChange(tx, actor, deed, personId);
  return refusalOfTouch(changer, subject);
}

/** Nobody closes an incident about themselves, or takes back what was done about them. */
export const refusalOfOwnHands = (
  actor: Actor,
  { personId }: Pick<StoredIncident, 'personId'>,
): Refusal | undefined =>
  personId !== null && personId === personIdOf(actor)
    ? new Refusal('incident_own_hands', 'This is about your own account. Ask a colleague.', { status: 403 })
    : undefined;

export const isClosed = () =>
  new Refusal('incident_is_closed', 'This incident was closed meanwhile. Open the page again.', {
    status: 409,
  });
