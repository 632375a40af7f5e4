import { z } from 'zod';
import { inTenantReadOnly, pool } from '@/db/client';
import { clock, MINUTE_MS } from '../base/clock';
import { newId } from '../base/id';
import { log } from '../base/log';
import { command } from '../command/command';
import { perform } from '../command/perform';
import { notifyPerson } from '../notice/notify';
import { repeat } from '../notice/repeat';
import type { Tenant } from '../policy/tenant';
import { placeHold } from '../trust/hold';
import { insertPerson } from './new-person';

const EVERY_MS = 5 * MINUTE_MS;
const AT_ONCE = 200;

export const LAPSED = {
  name: 'holds-lapsed',
  text: `select id, person_id as "personId", kind, reason, until from person_holds
    where tenant_id = $1 and lifted_at is null and until is not null and until <= $2::timestamptz
    order by until limit $3`,
};

type Lapsed = { id: string; personId: string; kind: string; reason: string; until: Date };

/**
 * Notes in the rows and in the audit log which holds have ended by themselves. They are over at the very moment, whoever
 * looks; what is told is that SIM swaps are possible again, to whoever had locked them.
 */
export const lapseHolds = command({
  name: 'person.hold.lapse',
  proof: 'second-factor',
  input: z.strictObject({}),
  output: z.strictObject({ ended: z.number().int() }),
  async run({ tx, tenant, now }) {
    const { rows } = await tx.$client.query<Lapsed>({
      name: 'holds-lapsed-lock',
      text: `${LAPSED.text} for update skip locked`,
      values: [tenant.id, now, AT_ONCE],
    });
    await tx.$client.query({
      name: 'holds-lapse',
      text: 'update person_holds set lifted_at = until where tenant_id = $1 and id = any($2::uuid[])',
      values: [tenant.id, rows.map(({ id }) => id)],
    });
    for (const { personId, kind, reason } of rows)
      if (kind === 'sim_swap' && !reason.startsWith('outage:'))
        await notifyPerson(tx, tenant, now, personId, { template: 'swapsUnlocked', everywhere: true });
    const ended = rows.map(({ personId, kind, until }) => `${personId} ${kind} ${until.toISOString()}`);
    return { output: { ended: rows.length }, evidence: { severity: 'notice', change: { ended } } };
  },
  async sample({ tx, tenant, now }) {
    const personId = await insertPerson(tx, tenant.id, now, {
      ...{ name: 'Lapsed Sample', email: 'lapsed-sample@example.com', status: 'active', roles: ['user'] },
    });
    const hold = { personId, kind: 'sim_swap' as const, reason: 'locked by its owner', placedBy: personId };
    await placeHold(tx, tenant.id, now, { ...hold, until: now });
    return {};
  },
});

type TenantOf = (id: string) => Promise<Tenant | undefined>;

/** Looks in every tenant before the deed is done, so that the audit log is not filled with deeds that did nothing. */
async function lapseAll(at: Date, tenantOf: TenantOf, stopping: AbortSignal): Promise<void> {
  const { rows } = await pool().query<{ id: string }>('select id from tenants order by id');
  for (const { id } of rows) {
    if (stopping.aborted) return;
    try {
      const tenant = (await hasLapsed(id, at)) ? await tenantOf(id) : undefined;
      if (!tenant) continue;
      const request = { at, id: newId(at), ip: null, userAgent: '', deviceId: null };
      await perform(lapseHolds, { kind: 'system', tenant, request, name: 'holds' }, {});
    } catch (error) {
      log().warn({ err: error, tenantId: id }, 'holds that ended by themselves could not be noted');
    }
  }
}

const hasLapsed = (tenantId: string, now: Date): Promise<boolean> =>
  inTenantReadOnly(
    tenantId,
    async (tx) => (await tx.$client.query({ ...LAPSED, values: [tenantId, now, 1] })).rows.length > 0,
  );

/** Notes every few minutes which holds have ended by themselves, until it is stopped. */
export const startLapsingHolds = (tenantOf: TenantOf) =>
  repeat('holds that ended by themselves could not be noted', EVERY_MS, (stopping) =>
    lapseAll(clock.now(), tenantOf, stopping),
  );
