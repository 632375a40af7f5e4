import { z } from 'zod';
import { inTenantReadOnly } from '@/db/client';
import { reconciliations } from '@/db/schema/money';
import { dayBefore } from '../../base/calendar-day';
import { after, clock, SECOND_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { Refusal } from '../../base/refusal';
import { momentOf } from '../../base/zoned-time';
import { command, type Deed } from '../../command/command';
import type { Tenant } from '../../policy/tenant';
import { openIncident } from '../../trust/incident/open-incident';
import { tellOfIncident } from '../../trust/incident/tell-of-incident';
import { queueMoney } from '../money-queue';
import { oneSnapshot } from '../statement/read-statement';
import { nextNight } from './night';
import { type Difference, dayOf, type Figures, readBooks } from './read-books';

type Found = { figures: Figures; differences: Difference[]; tookMs: number };

const output = z.strictObject({ reconciliationId: z.uuid().nullable(), differences: z.number().int() });

/** Looks at all books now, for whoever wants to know before the night. */
export const runReconciliation = command({
  name: 'reconciliation.run',
  proof: 'second-factor',
  perMinute: 4,
  input: z.strictObject({}),
  output,
  prepare: ({ tenant, now }) => lookAt(tenant, dayOf(now, tenant)),
  run: (deed, _, found) => keep(deed, dayOf(deed.now, deed.tenant), found),
  sample: async () => ({}),
});

/**
 * The reconciliation of a night, of the day before: once, however many nodes there are, and with it the next night is
 * queued. Done by the process itself.
 */
export const keepReconciliation = command({
  name: 'reconciliation.keep',
  proof: 'second-factor',
  input: z.strictObject({}),
  output,
  prepare: ({ tenant, now }) => lookAt(tenant, dayBefore(dayOf(now, tenant))),
  async run(deed, _, found) {
    const { tx, tenant, now } = deed;
    const day = dayBefore(dayOf(now, tenant));
    await tx.$client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`books:${tenant.id}`]);
    const next = { subjectId: tenant.id, kind: 'reconciliation' as const, tenantId: tenant.id };
    await queueMoney(tx, { ...next, dueAt: nextNight(now, tenant.timeZone) });
    if (await wasKept(deed, day))
      return {
        output: { reconciliationId: null, differences: 0 },
        evidence: { subject: 'reconciliation:again', change: { day } },
      };
    return keep(deed, day, found);
  },
  sample: async () => ({}),
});

/** Reads the books in a snapshot of its own. Two nodes never do it for one tenant at once: it is a lot of work. */
async function lookAt(tenant: Tenant, day: string): Promise<Found> {
  const begun = clock.now().getTime();
  const found = await inTenantReadOnly(tenant.id, async (tx) => {
    await oneSnapshot(tx);
    const { rows } = await tx.$client.query<{ free: boolean }>(
      'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free',
      [`books-read:${tenant.id}`],
    );
    if (!rows[0]?.free) throw underWay();
    return readBooks(tx, tenant, day);
  });
  // In whole seconds: it is told to people.
  const tookMs = Math.max(0, Math.floor((clock.now().getTime() - begun) / SECOND_MS) * SECOND_MS);
  return { ...found, tookMs };
}

const underWay = () =>
  new Refusal('reconciliation_under_way', 'The books are being looked at already. Wait until that is done.', {
    status: 409,
  });

/** Whether this night's was done since the day was over: a look of somebody's own during the day is not it. */
async function wasKept({ tx, tenant, now }: Deed, day: string): Promise<boolean> {
  const { rows } = await tx.$client.query({
    name: 'reconciliation-of-night',
    text: 'select 1 from reconciliations where tenant_id = $1 and day = $2 and started_at >= $3 limit 1',
    values: [tenant.id, day, momentOf(dayOf(now, tenant), tenant.timeZone)],
  });
  return rows.length > 0;
}

async function keep(deed: Deed, day: string, { figures, differences, tookMs }: Found) {
  const { tx, tenant, now } = deed;
  const id = newId(now);
  const incidentId = differences.length > 0 ? await open(deed, id, { day, figures, differences }) : null;
  await tx.insert(reconciliations).values({
    ...{ tenantId: tenant.id, id, day, startedAt: now, endedAt: after(now, tookMs) },
    ...{ figures, differences, incidentId },
  });
  return {
    output: { reconciliationId: id, differences: differences.length },
    evidence: { subject: `reconciliation:${id}`, change: { day, found: figures.found } },
  };
}

/** Any difference is an incident: one for the tenant until somebody closes it, with what was found last. */
async function open(
  { tx, tenant, now }: Deed,
  reconciliationId: string,
  { day, figures, differences }: { day: string; figures: Figures; differences: Difference[] },
): Promise<string> {
  const [kind, severity] = ['books-wrong', 'critical'] as const;
  const facts = { reconciliationId, day, found: figures.found, first: differences.slice(0, 5) };
  const { id, isNew } = await openIncident(tx, tenant, now, {
    kind,
    severity,
    about: `books:${tenant.id}`,
    facts,
  });
  if (isNew)
    await tellOfIncident(tx, tenant, now, { incidentId: id, kind, severity, personId: null, by: null });
  return id;
}
