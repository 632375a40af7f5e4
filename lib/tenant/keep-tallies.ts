import { pool } from '@/db/client';
import { clock, SECOND_MS } from '../base/clock';
import { log } from '../base/log';
import { repeat } from '../notice/repeat';
import { takeTouched } from '../notice/touched';
import { findTenantById } from './find-tenant';
import { tallyOnce } from './tally';

const EVERY_MS = 5 * SECOND_MS;

/** Tallies the tenants that something was done in; at the first time all, since nobody knows what was done before. */
export function startTallying(): { stop(): Promise<void> } {
  let isFirst = true;
  return repeat('figures could not be tallied', EVERY_MS, async (stopping) => {
    const touched = takeTouched('uncounted');
    for (const id of isFirst ? await everyTenantId() : touched) {
      if (!stopping.aborted) await tallyAll(id, stopping);
    }
    isFirst = false;
  });
}

async function everyTenantId(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>('select id from tenants order by id');
  return rows.map(({ id }) => id);
}

/** One tenant's trouble is not the others'. */
async function tallyAll(tenantId: string, stopping: AbortSignal): Promise<void> {
  try {
    const tenant = await findTenantById(tenantId);
    while (tenant && !stopping.aborted && (await tallyOnce(tenant, clock.now())));
  } catch (error) {
    log().warn({ err: error, tenantId }, 'a tenant could not be tallied');
  }
}
