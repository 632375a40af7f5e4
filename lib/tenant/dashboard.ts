import { z } from 'zod';
import type { Tx } from '@/db/client';
import { findEvents } from '../audit/find-events';
import { readEvents } from '../audit/read-events';
import { query } from '../command/command';
import { type Figure, type Flow, readFlows } from './flows';
import { readGauges } from './gauges';
import { lastDays } from './last-days';

const LATEST = 8;
const MOST_COUNTED = 999;

const count = z.number().int();
const series = z.array(count);

const output = z.strictObject({
  currency: z.string(),
  people: count,
  /** SIM cards by state. */
  sims: z.record(z.string(), count),
  numbersActive: count,
  floats: z.bigint(),
  /** Incidents that are open, as far as a bounded count goes; null for who may not see them. */
  incidents: z.strictObject({ open: count, more: z.boolean() }).nullable(),
  /** When SIM cards, numbers and floats were counted; null for now. */
  countedAt: z.date().nullable(),
  /** Of today, and of each of the last thirty days, today last. */
  signIns: series,
  registrations: series,
  refusals: series,
  /** Money that moved on each of the last thirty days, today last. */
  days: z.array(
    z.strictObject({ day: z.string(), deposited: z.bigint(), transferred: z.bigint(), moves: count }),
  ),
  latest: z.array(
    z.strictObject({
      id: z.uuid(),
      at: z.date(),
      command: z.string(),
      outcome: z.string(),
      severity: z.enum(['info', 'notice', 'warning', 'critical']),
      actorName: z.string().nullable(),
      subjectName: z.string().nullable(),
    }),
  ),
});

export type Dashboard = z.infer<typeof output>;

/** The state of a tenant at a glance. Nothing in it counts a whole table: docs/decisions/0009-figures-are-tallied.md says how. */
export const showDashboard = query({
  name: 'tenant.dashboard',
  proof: 'second-factor',
  input: z.strictObject({}),
  output,
  async run({ tx, actor, tenant, now }) {
    const days = lastDays(now, tenant.timeZone);
    const flows = sums(await readFlows(tx, tenant, days[0] ?? ''));
    const seriesOf = (name: Flow) => days.map((day) => Number(flows(name, day)));
    const maySeeEvents = actor.kind !== 'person' || actor.principal.permissions.includes('audit.list');
    const maySeeIncidents = actor.kind !== 'person' || actor.principal.permissions.includes('incident.list');
    const latest = maySeeEvents ? await findEvents(tx, tenant.id, {}, { size: LATEST }) : { rows: [] };
    const events = await readEvents(
      tx,
      tenant.id,
      latest.rows.map(({ id }) => id),
    );
    return {
      currency: tenant.currency,
      people: Number(flows('people', '')),
      ...(await readGauges(tx, tenant)),
      incidents: maySeeIncidents ? await countOpen(tx, tenant.id) : null,
      signIns: seriesOf('sign_ins'),
      registrations: seriesOf('registrations'),
      refusals: seriesOf('refusals'),
      days: days.map((day) => ({
        day,
        deposited: flows('deposited', day),
        transferred: flows('transferred', day),
        moves: Number(flows('deposits', day) + flows('transfers', day)),
      })),
      latest: events.map(({ id, at, command, outcome, severity, actorName, subjectName }) => ({
        id,
        at,
        command,
        outcome,
        severity,
        actorName,
        subjectName,
      })),
    };
  },
  sample: async () => ({}),
});

/** Counts the first open incidents out of an index that holds nothing else. */
async function countOpen(tx: Tx, tenantId: string): Promise<{ open: number; more: boolean }> {
  const { rows } = await tx.$client.query<{ open: number }>({
    name: 'incidents-open',
    text: `select count(*)::int as open from (select from incidents where tenant_id = $1 and closed_at is null
           order by id desc limit $2) few`,
    values: [tenantId, MOST_COUNTED + 1],
  });
  const open = rows[0]?.open ?? 0;
  return { open: Math.min(open, MOST_COUNTED), more: open > MOST_COUNTED };
}

/** What was tallied and what has come since are two figures of one day. */
function sums(figures: Figure[]): (name: Flow, day: string) => bigint {
  const values = new Map<string, bigint>();
  for (const { name, day, value } of figures) {
    const key = `${name} ${day}`;
    values.set(key, (values.get(key) ?? 0n) + value);
  }
  return (name, day) => values.get(`${name} ${day}`) ?? 0n;
}
