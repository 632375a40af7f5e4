import { z } from 'zod';
import type { Tx } from '@/db/client';
import { idText } from '../../base/id';
import { notFound, notSignedIn, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { carryOut } from '../../trust/incident/carry-out';
import { hasStep, noteStep } from '../../trust/incident/note-step';
import { openIncident } from '../../trust/incident/open-incident';
import { tellOfIncident } from '../../trust/incident/tell-of-incident';
import { sampleSession } from './sample-incident';

type Seen = { sessionId: string | null; deviceId: string | null; ip: string | null; command: string | null };

/**
 * Says of one of one's own sessions, or of something in one's own trail, that it was somebody else. The session ends at
 * once; staff see an incident. One of a person is open at a time, and each thing that they report is a step of it.
 */
export const reportIncident = command({
  name: 'incident.report',
  // Whoever is frightened must not be stopped.
  proof: 'session',
  perMinute: 10,
  input: z
    .strictObject({ sessionId: idText.optional(), eventId: idText.optional() })
    .refine(({ sessionId, eventId }) => !sessionId !== !eventId, 'Say what it was: a session or an event.'),
  output: z.strictObject({ ended: z.boolean() }),
  async run({ tx, actor, tenant, now }, { sessionId, eventId }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal, session } = actor;
    const personId = principal.id;
    if (sessionId === session.id)
      return { refused: isThisOne(), evidence: { subject: `session:${session.id}` } };
    const seen = sessionId
      ? await readSession(tx, tenant.id, personId, sessionId)
      : await readEvent(tx, tenant.id, personId, eventId ?? '');
    const kind = 'reported';
    const { id: incidentId } = await openIncident(tx, tenant, now, {
      ...{ kind, severity: 'warning' as const, about: `person:${personId}`, personId },
      ...{ sessionId: seen.sessionId, deviceId: seen.deviceId, ip: seen.ip },
      facts: seen.command ? { command: seen.command } : {},
    });
    const details = sessionId ? { sessionId } : { eventId, command: seen.command };
    if (!(await hasStep(tx, tenant.id, { incidentId, kind: 'report', details })))
      await noteStep(tx, tenant.id, now, { incidentId, kind: 'report', details, by: personId });
    const ended = await endReported(tx, { incidentId, own: session.id, seen, personId }, { tenant, now });
    const told = { incidentId, kind, severity: 'warning', personId, by: null } as const;
    await tellOfIncident(tx, tenant, now, told);
    return {
      output: { ended },
      evidence: { subject: `incident:${incidentId}`, severity: 'warning', change: { ...details, ended } },
    };
  },
  async sample(ground) {
    return { sessionId: await sampleSession(ground, ground.actorId) };
  },
});

type Reported = { incidentId: string; own: string; seen: Seen; personId: string };
type Ground = Pick<Parameters<typeof reportIncident.run>[0], 'tenant' | 'now'>;

/** Ends the session that somebody does not know, unless they sit in it. */
async function endReported(tx: Tx, { incidentId, own, seen, personId }: Reported, { tenant, now }: Ground) {
  if (!seen.sessionId || seen.sessionId === own) return false;
  const target = { incidentId, personId, sessionId: seen.sessionId, ip: seen.ip, by: personId };
  const carried = await carryOut(tx, tenant, now, { name: 'end-session', target });
  if (carried.state !== 'done') return false;
  const { details } = carried;
  await noteStep(tx, tenant.id, now, { incidentId, kind: 'end-session', details, by: personId });
  return true;
}

async function readSession(tx: Tx, tenantId: string, personId: string, sessionId: string): Promise<Seen> {
  const { rows } = await tx.$client.query<Seen>({
    name: 'report-session',
    text: `select id as "sessionId", device_id as "deviceId", host(ip) as ip, null as command from sessions
           where tenant_id = $1 and person_id = $2 and id = $3`,
    values: [tenantId, personId, sessionId],
  });
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** An event that the person did, or that was done to them by a stranger: where staff sat is not theirs to report. */
async function readEvent(tx: Tx, tenantId: string, personId: string, eventId: string): Promise<Seen> {
  const { rows } = await tx.$client.query<Seen>({
    name: 'report-event',
    text: `select session_id as "sessionId", device_id as "deviceId", host(ip) as ip, command from audit_events
           where tenant_id = $1 and id = $2
             and (actor_id = $3 or (subject = $4 and actor_kind = 'stranger'))`,
    values: [tenantId, eventId, personId, `person:${personId}`],
  });
  if (!rows[0]) throw notFound();
  return rows[0];
}

const isThisOne = () =>
  new Refusal(
    'session_is_this_one',
    'This is the session that you are in. If somebody else is in your account, secure it.',
    { status: 409 },
  );
