import { z } from 'zod';
import type { Tx } from '@/db/client';
import { idText } from '../../base/id';
import { walk } from '../../base/walk';
import { query } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { SEVERITIES } from '../../policy/response-settings';
import { INCIDENT_KINDS } from '../../trust/incident/open-incident';
import { sampleIncident } from './sample-incident';

const listed = z.strictObject({
  id: z.uuid(),
  kind: z.enum(INCIDENT_KINDS),
  severity: z.enum(SEVERITIES),
  times: z.number().int(),
  personId: z.uuid().nullable(),
  personName: z.string().nullable(),
  ip: z.string().nullable(),
  openedAt: z.date(),
  lastAt: z.date(),
  dueAt: z.date(),
  overdue: z.boolean(),
  assignedName: z.string().nullable(),
  closedAt: z.date().nullable(),
});
export type ListedIncident = z.infer<typeof listed>;

const flag = z.literal('yes').optional();
const input = z.strictObject({
  state: z.enum(['open', 'closed']).default('open'),
  kind: z.enum(INCIDENT_KINDS).optional(),
  severity: z.enum(SEVERITIES).optional(),
  /** Those that are given to whoever asks. */
  mine: flag,
  overdue: flag,
  person: idText.optional(),
  before: idText.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
type Filter = z.infer<typeof input>;

/** The incidents of a tenant, the newest first, by filters, and paged by key. */
export const listIncidents = query({
  name: 'incident.list',
  proof: 'second-factor',
  input,
  output: z.strictObject({
    incidents: z.array(listed),
    /** What `before` is for the next page; null at the end. */
    next: z.uuid().nullable(),
    /** Whether the page is short because enough was looked at for one request, and more may follow. */
    cut: z.boolean(),
  }),
  async run({ tx, actor, tenant, now }, filter) {
    const page = await walk({
      size: filter.limit,
      from: filter.before,
      placeOf: ({ id }: Row) => id,
      read: (before, limit) =>
        readIndex(tx, { ...filter, limit, before }, { tenantId: tenant.id, askerId: personIdOf(actor), now }),
    });
    const incidents = page.rows.map(({ fits: _, ...row }) => row);
    return { incidents, next: page.next ?? null, cut: page.cut };
  },
  async sample(ground) {
    await sampleIncident(ground);
    return { severity: 'warning', limit: 10 };
  },
});

type Row = ListedIncident & { fits: boolean };
type Asker = { tenantId: string; askerId: string | null; now: Date };

// Each is one range of one index in the order of ids: those that are open, those of a person, or all.
const RANGES = {
  open: 'i.closed_at is null',
  closed: 'true',
  person: 'i.person_id = $9',
};

async function readIndex(tx: Tx, filter: Filter, { tenantId, askerId, now }: Asker): Promise<Row[]> {
  const { person, state, before, limit, kind, severity, mine, overdue } = filter;
  const range = person ? 'person' : state;
  const { rows } = await tx.$client.query<Row>({
    name: `incident-list-${range}`,
    text: `select i.id, i.kind, i.severity, i.times, i.person_id as "personId", p.name as "personName",
        host(i.ip) as ip, i.opened_at as "openedAt", i.last_at as "lastAt", i.due_at as "dueAt",
        (i.closed_at is null and i.due_at < $4) as overdue, a.name as "assignedName", i.closed_at as "closedAt",
        ((i.closed_at is null) = ($10 = 'open') and ($5::text is null or i.kind = $5)
          and ($6::text is null or i.severity = $6) and ($7::uuid is null or i.assigned_to is not distinct from $7)
          and (not $8 or (i.closed_at is null and i.due_at < $4)) and ($9::uuid is null or i.person_id = $9)) as fits
      from incidents i
      left join users p on p.tenant_id = i.tenant_id and p.id = i.person_id
      left join users a on a.tenant_id = i.tenant_id and a.id = i.assigned_to
      where i.tenant_id = $1 and ${RANGES[range]} and i.id < $2 order by i.id desc limit $3`,
    values: [
      ...[tenantId, before ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', limit, now],
      ...[kind ?? null, severity ?? null, mine ? askerId : null, overdue === 'yes', person ?? null, state],
    ],
  });
  return rows;
}
