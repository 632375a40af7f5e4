import { z } from 'zod';
import type { Tx } from '@/db/client';
import { findEvents } from '../../audit/find-events';
import { readEvents } from '../../audit/read-events';
import { idText } from '../../base/id';
import { notFound } from '../../base/refusal';
import { query } from '../../command/command';
import { type Actor, may, personIdOf } from '../../policy/actor';
import { RESPONSES, SEVERITIES } from '../../policy/response-settings';
import { permissionsOf } from '../../policy/roles';
import { isView } from '../../policy/views';
import { browserName } from '../../trust/browser-name';
import { leftToDo } from '../../trust/incident/left-to-do';
import { INCIDENT_KINDS } from '../../trust/incident/open-incident';
import { isReversible } from '../../trust/incident/take-back';
import { countryOf } from '../../trust/place';
import { rolesHeld } from '../held-roles';
import { type Changer, refusalOfTouch } from '../role-rules';
import { colleaguesOf } from './colleagues';
import { sampleStep } from './sample-incident';

const MOST_EVENTS = 50;
const MOST_STEPS = 200;

const at = z.date().nullable();
const text = z.string().nullable();
const whom = z.strictObject({ id: z.uuid(), name: z.string() });
const details = z.record(z.string(), z.unknown());

const step = z.strictObject({
  ...{ id: z.uuid(), kind: z.string(), details, at: z.date() },
  /** Null for what the product did by itself. */
  by: text,
  ...{ undoneAt: at, undoneBy: text, undoneBecause: text, undoable: z.boolean() },
});
export type ShownStep = z.infer<typeof step>;

const output = z.strictObject({
  ...{ id: z.uuid(), kind: z.enum(INCIDENT_KINDS), severity: z.enum(SEVERITIES), about: z.string() },
  ...{ times: z.number().int(), facts: details, person: whom.nullable() },
  session: z
    .strictObject({
      ...{ id: z.uuid(), live: z.boolean(), browser: text, ip: text, country: text, since: z.date() },
    })
    .nullable(),
  ...{ deviceId: z.uuid().nullable(), ip: text, country: text },
  ...{ openedAt: z.date(), lastAt: z.date(), dueAt: z.date(), overdue: z.boolean() },
  ...{ assigned: whom.nullable(), closedAt: at, closedBy: text, closingNote: text },
  steps: z.array(step),
  /** What its kind calls for and is not done, and what else could be done. */
  ...{ wanted: z.array(z.enum(RESPONSES)), possible: z.array(z.enum(RESPONSES)) },
  /** Whether it is about somebody above the asker, or about the asker. */
  ...{ isAbove: z.boolean(), isOwn: z.boolean() },
  colleagues: z.array(whom),
  events: z.array(
    z.strictObject({
      ...{ id: z.uuid(), at: z.date(), command: z.string(), outcome: z.string(), actorName: text },
    }),
  ),
});
export type ShownIncident = z.infer<typeof output>;

/** An incident on one page: what happened to whom, what was done, what is left to do, and who deals with it. */
export const showIncident = query({
  name: 'incident.show',
  proof: 'second-factor',
  input: z.strictObject({ incidentId: idText }),
  output,
  async run({ tx, actor, tenant, now }, { incidentId }) {
    const { userAgent, sessionIp, sessionSince, sessionLive, ...one } = await read(
      tx,
      tenant.id,
      incidentId,
      now,
    );
    const { personId, personName, assignedId, assignedName, sessionId, deviceId, ip, ...rest } = one;
    const steps = (await readSteps(tx, tenant.id, incidentId)).map(shownStep);
    const held = personId ? await rolesHeld(tx, tenant.id, personId) : [];
    const isAgent = permissionsOf(held, isView).includes('counter.dashboard');
    const taken = steps.map((taken) => ({
      kind: taken.kind,
      stands: !taken.undoneAt && !('why' in taken.details),
    }));
    const askerId = personIdOf(actor);
    return {
      ...rest,
      person: personId ? { id: personId, name: personName ?? '–' } : null,
      assigned: assignedId ? { id: assignedId, name: assignedName ?? '–' } : null,
      session:
        sessionId && sessionSince
          ? {
              ...{ id: sessionId, live: sessionLive, since: sessionSince, ip: sessionIp },
              ...{ browser: userAgent ? browserName(userAgent) : null, country: countryOf(sessionIp) },
            }
          : null,
      ...{ deviceId, ip, country: countryOf(ip), steps },
      ...leftFor(rest.kind, rest.closedAt, { personId, sessionId, ip, isAgent }, taken),
      isAbove: await standsAbove(tx, actor, held),
      isOwn: askerId !== null && askerId === personId,
      colleagues: may(actor, 'incident.assign') ? await colleaguesOf(tx, tenant.id) : [],
      events: may(actor, 'audit.list') ? await lastEvents(tx, tenant.id, incidentId) : [],
    };
  },
  async sample(ground) {
    const { incidentId } = await sampleStep(ground);
    return { incidentId };
  },
});

type Left = ReturnType<typeof leftToDo>;

/** Nothing is left to do in a closed incident: it is opened again first. */
function leftFor(kind: ShownIncident['kind'], closedAt: Date | null, ...rest: Tail<typeof leftToDo>): Left {
  return closedAt ? { wanted: [], possible: [] } : leftToDo(kind, ...rest);
}
type Tail<F> = F extends (first: never, ...rest: infer R) => unknown ? R : never;

async function standsAbove(
  tx: Tx,
  actor: Actor,
  held: Awaited<ReturnType<typeof rolesHeld>>,
): Promise<boolean> {
  const askerId = personIdOf(actor);
  const changer: Changer = askerId ? { roles: await rolesHeld(tx, actor.tenant.id, askerId) } : 'operator';
  return refusalOfTouch(changer, { roles: held }) !== undefined;
}

type Row = Pick<
  ShownIncident,
  | 'id'
  | 'kind'
  | 'severity'
  | 'about'
  | 'times'
  | 'facts'
  | 'deviceId'
  | 'ip'
  | 'openedAt'
  | 'lastAt'
  | 'dueAt'
  | 'overdue'
  | 'closedAt'
  | 'closedBy'
  | 'closingNote'
> & {
  personId: string | null;
  personName: string | null;
  assignedId: string | null;
  assignedName: string | null;
  sessionId: string | null;
  sessionIp: string | null;
  sessionSince: Date | null;
  sessionLive: boolean;
  userAgent: string | null;
};

async function read(tx: Tx, tenantId: string, incidentId: string, now: Date): Promise<Row> {
  const { rows } = await tx.$client.query<Row>({
    name: 'incident-show',
    text: `select i.id, i.kind, i.severity, i.about, i.times, i.facts, i.device_id as "deviceId", host(i.ip) as ip,
        i.opened_at as "openedAt", i.last_at as "lastAt", i.due_at as "dueAt",
        (i.closed_at is null and i.due_at < $3) as overdue, i.closed_at as "closedAt", c.name as "closedBy",
        i.closing_note as "closingNote", i.person_id as "personId", p.name as "personName",
        i.assigned_to as "assignedId", a.name as "assignedName", i.session_id as "sessionId",
        host(s.ip) as "sessionIp", s.created_at as "sessionSince", s.user_agent as "userAgent",
        coalesce(s.revoked_at is null and s.idle_expires_at > $3 and s.expires_at > $3, false) as "sessionLive"
      from incidents i
      left join users p on p.tenant_id = i.tenant_id and p.id = i.person_id
      left join users a on a.tenant_id = i.tenant_id and a.id = i.assigned_to
      left join users c on c.tenant_id = i.tenant_id and c.id = i.closed_by
      left join sessions s on s.tenant_id = i.tenant_id and s.id = i.session_id
      where i.tenant_id = $1 and i.id = $2`,
    values: [tenantId, incidentId, now],
  });
  if (!rows[0]) throw notFound();
  return rows[0];
}

type StepRow = Omit<ShownStep, 'undoable'>;

async function readSteps(tx: Tx, tenantId: string, incidentId: string): Promise<StepRow[]> {
  const { rows } = await tx.$client.query<StepRow>({
    name: 'incident-steps',
    text: `select t.id, t.kind, t.details, t.at, b.name as by, t.undone_at as "undoneAt", u.name as "undoneBy",
        t.undone_because as "undoneBecause"
      from incident_steps t
      left join users b on b.tenant_id = t.tenant_id and b.id = t.by
      left join users u on u.tenant_id = t.tenant_id and u.id = t.undone_by
      where t.tenant_id = $1 and t.incident_id = $2 order by t.id desc limit ${MOST_STEPS}`,
    values: [tenantId, incidentId],
  });
  return rows;
}

const shownStep = (row: StepRow): ShownStep => ({
  ...row,
  undoable: isReversible(row.kind) && !row.undoneAt && !('why' in row.details),
});

async function lastEvents(tx: Tx, tenantId: string, incidentId: string): Promise<ShownIncident['events']> {
  const page = { size: MOST_EVENTS };
  const { rows } = await findEvents(tx, tenantId, { subject: `incident:${incidentId}` }, page);
  const ids = rows.map(({ id }) => id);
  const events = await readEvents(tx, tenantId, ids);
  return events.map(({ id, at, command, outcome, actorName }) => ({ id, at, command, outcome, actorName }));
}
