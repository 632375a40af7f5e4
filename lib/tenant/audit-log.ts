import { z } from 'zod';
import { type EventFilter, findEvents } from '../audit/find-events';
import { type AuditEvent, readEvents } from '../audit/read-events';
import { after, DAY_MS } from '../base/clock';
import { csvLine } from '../base/csv';
import { idText, newId } from '../base/id';
import { oneLine } from '../base/plain-text';
import { notFound } from '../base/refusal';
import { isLocalTime, momentOf } from '../base/zoned-time';
import { query, type SampleGround } from '../command/command';

// The queries of the audit log stand here and not beside what they read, because the door itself writes with lib/audit.

const time = z.string().refine(isLocalTime, 'Write a day as 2026-06-15, or a time as 2026-06-15T14:30.');

const filters = {
  command: z
    .string()
    .regex(/^[a-z][a-z0-9.-]{0,79}$/, 'This is not the name of a deed.')
    .optional(),
  /** The person who did it. */
  actor: idText.optional(),
  outcome: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,79}$/, 'This is not an outcome.')
    .optional(),
  subject: oneLine(120).optional(),
  ip: z.union([z.ipv4(), z.ipv6()], 'This is not an IP address.').optional(),
  /** As the clocks of the tenant show it; a day alone means from its beginning, and to its end. */
  from: time.optional(),
  to: time.optional(),
};

const severity = z.enum(['info', 'notice', 'warning', 'critical']);
const inList = {
  id: z.uuid(),
  at: z.date(),
  command: z.string(),
  outcome: z.string(),
  severity,
  actorKind: z.enum(['person', 'system', 'stranger']),
  actorId: z.uuid().nullable(),
  actorName: z.string().nullable(),
  subject: z.string().nullable(),
  subjectName: z.string().nullable(),
  ip: z.string().nullable(),
};

export type ListedEvent = z.infer<ReturnType<typeof z.strictObject<typeof inList>>>;

/** The audit log, the newest first, narrowed down by any of its filters, and paged by key. */
export const listEvents = query({
  name: 'audit.list',
  proof: 'second-factor',
  input: z.strictObject({
    ...filters,
    before: idText.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.strictObject({
    events: z.array(z.strictObject(inList)),
    /** What `before` is for the next page; null at the end. */
    next: z.uuid().nullable(),
    /** Whether the page is short because enough was looked at for one request, and more may follow. */
    cut: z.boolean(),
  }),
  async run({ tx, tenant }, { before, limit, ...asked }) {
    const page = await findEvents(tx, tenant.id, filterOf(asked, tenant.timeZone), { before, size: limit });
    const events = await readEvents(
      tx,
      tenant.id,
      page.rows.map(({ id }) => id),
    );
    return { events: events.map(shortly), next: page.next ?? null, cut: page.cut };
  },
  sample: async ({ now }) => ({
    command: 'audit.list',
    outcome: 'done',
    to: now.toISOString().slice(0, 10),
    limit: 10,
  }),
});

/** One event, whole. */
export const showEvent = query({
  name: 'audit.show',
  proof: 'second-factor',
  input: z.strictObject({ eventId: idText }),
  output: z.strictObject({
    ...inList,
    sessionId: z.uuid().nullable(),
    userAgent: z.string().nullable(),
    deviceId: z.uuid().nullable(),
    requestId: z.string().nullable(),
    risk: z.number().int().nullable(),
    approval: z.uuid().nullable(),
    change: z.record(z.string(), z.unknown()).nullable(),
  }),
  async run({ tx, tenant }, { eventId }) {
    const [event] = await readEvents(tx, tenant.id, [eventId]);
    if (!event) throw notFound();
    return event;
  },
  sample: sampleEvent,
});

/** Events in one part of an export; a part is held in memory, the file is not. */
const PART = 5_000;
const MOST_LOOKED_AT = 50_000;

const COLUMNS = [
  'event_id',
  'at',
  'command',
  'outcome',
  'severity',
  'actor_kind',
  'actor_id',
  'actor_name',
  'session_id',
  'subject',
  'ip',
  'user_agent',
  'device_id',
  'request_id',
  'risk',
  'approval',
  'change',
];

/** A part of the audit log as CSV, with the place where the next part begins. That it was taken is itself recorded. */
export const exportEvents = query({
  name: 'audit.export',
  proof: 'fresh-second-factor',
  // A long file is many parts; each is recorded.
  perMinute: 600,
  input: z.strictObject({ ...filters, before: idText.optional() }),
  output: z.strictObject({ csv: z.string(), next: z.uuid().nullable() }),
  evidence: (asked) => ({ subject: 'audit:export', severity: 'warning', change: { filter: asked } }),
  async run({ tx, tenant }, { before, ...asked }) {
    const filter = filterOf(asked, tenant.timeZone);
    const page = await findEvents(tx, tenant.id, filter, { before, size: PART, most: MOST_LOOKED_AT });
    const events = await readEvents(
      tx,
      tenant.id,
      page.rows.map(({ id }) => id),
    );
    const head = before ? '' : csvLine(COLUMNS);
    return { csv: head + events.map(lineOf).join(''), next: page.next ?? null };
  },
  sample: async ({ actorId }) => ({ actor: actorId }),
});

type Asked = { [Name in keyof typeof filters]?: string };

function filterOf({ actor, from, to, ...rest }: Asked, timeZone: string): EventFilter {
  const end = to && momentOf(to, timeZone);
  return {
    ...rest,
    ...(actor && { actorId: actor }),
    ...(from && { from: momentOf(from, timeZone) }),
    ...(to && end && { to: to.length > 10 ? end : nextDay(to, timeZone) }),
  };
}

/** The first moment of the day after; a day has 23 to 25 hours where the clocks change. */
function nextDay(day: string, timeZone: string): Date {
  const next = after(new Date(`${day}T00:00:00Z`), DAY_MS)
    .toISOString()
    .slice(0, 10);
  return momentOf(next, timeZone);
}

function shortly(event: AuditEvent) {
  const { id, at, command, outcome, severity, actorKind, actorId, actorName, subject, subjectName, ip } =
    event;
  return { id, at, command, outcome, severity, actorKind, actorId, actorName, subject, subjectName, ip };
}

function lineOf(event: AuditEvent): string {
  return csvLine([
    event.id,
    event.at,
    event.command,
    event.outcome,
    event.severity,
    event.actorKind,
    event.actorId,
    event.actorName,
    event.sessionId,
    event.subject,
    event.ip,
    event.userAgent,
    event.deviceId,
    event.requestId,
    event.risk,
    event.approval,
    event.change && JSON.stringify(event.change),
  ]);
}

async function sampleEvent({ tx, tenant, now, actorId }: SampleGround) {
  const eventId = newId(now);
  await tx.$client.query(
    `insert into audit_events (tenant_id, id, at, command, outcome, actor_kind, actor_id, severity)
     values ($1, $2, $3, 'audit.show', 'done', 'person', $4, 'info')`,
    [tenant.id, eventId, now, actorId],
  );
  return { eventId };
}
