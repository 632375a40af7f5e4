import { z } from 'zod';
import { findEvents } from '../audit/find-events';
import { readEvents } from '../audit/read-events';
import { after, calendarOf, DAY_MS } from '../base/clock';
import { query } from '../command/command';
import { type Figure, type Flow, readFlows } from './flows';
import { readGauges } from './gauges';

const DAYS = 30;
const LATEST = 8;

const count = z.number().int();
const series = z.array(count);

const output = z.strictObject({
  currency: z.string(),
  people: count,
  /** SIM cards by state. */
  sims: z.record(z.string(), count),
  numbersActive: count,
  floats: z.bigint(),
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

/** The calendar days of a zone that end with today. */
function lastDays(now: Date, timeZone: string): string[] {
  const today = new Date(`${calendarOf(now, timeZone).day}T00:00:00Z`);
  return Array.from({ length: DAYS }, (_, back) =>
    after(today, (back - DAYS + 1) * DAY_MS)
      .toISOString()
      .slice(0, 10),
  );
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
