import { setTimeout as wait } from 'node:timers/promises';
import { inTenant, pool, type Tx } from '@/db/client';
import { after, clock, SECOND_MS } from '../../base/clock';
import { log } from '../../base/log';
import { Refusal } from '../../base/refusal';
import { perform } from '../../command/perform';
import type { System } from '../../policy/actor';
import { findTenantById } from '../../tenant/find-tenant';
import { lockImport } from './lock-import';
import type { ProblemCode, ProblemValues } from './problem';
import { leaveImportQueue } from './queue-import';
import { setImport } from './reading';
import { runImport } from './run-import';
import { SILENT_FOR_MS } from './stock-import';

/** A node that dies leaves its import due again; one that cannot be done is put back for people to decide. */
const MOST_ATTEMPTS = 3;
const IDLE_MS = SECOND_MS;
const AFTER_TROUBLE_MS = 5 * SECOND_MS;

type Taken = { import_id: string; of_tenant: string; attempts: number };

/**
 * Takes one confirmed import that is due into stock. Gives whether there was one. Any number of nodes may do this at once:
 * each takes what no other has taken.
 */
export async function importNext(now: Date): Promise<boolean> {
  const { rows } = await pool().query<Taken>({
    name: 'stock-import-take',
    text: `update stock_import_queue q set due_at = $2, attempts = q.attempts + 1
           from (select import_id from stock_import_queue where due_at <= $1
                 order by due_at limit 1 for update skip locked) due
           where q.import_id = due.import_id
           returning q.import_id, q.of_tenant, q.attempts`,
    values: [now, after(now, SILENT_FOR_MS)],
  });
  const [taken] = rows;
  if (!taken) return false;
  const tenant = await findTenantById(taken.of_tenant);
  if (!tenant) throw new Error(`An import is queued for a tenant that does not exist: ${taken.of_tenant}`);
  const request = { at: now, id: taken.import_id, ip: null, userAgent: 'ngao', deviceId: null };
  await importOne({ kind: 'system', tenant, name: 'stock-import', request }, taken);
  return true;
}

async function importOne(actor: System, { import_id: importId, attempts }: Taken): Promise<void> {
  const { tenant, request } = actor;
  try {
    await perform(runImport, actor, { importId });
  } catch (error) {
    // Another node is at it: if it dies, this one's turn comes when the lease is over.
    if (error instanceof Refusal && error.code === 'import_under_way') return;
    if (error instanceof Refusal && error.code === 'import_stock_changed')
      return putBack(tenant.id, importId, request.at, 'stock_changed', error.values);
    log().error({ err: error, importId, attempts }, 'cards could not be taken into stock');
    if (error instanceof Refusal || attempts >= MOST_ATTEMPTS)
      await putBack(tenant.id, importId, request.at, 'import_stopped', {});
  }
}

/** Nothing was taken: the import waits for a decision again, and says why. */
function putBack(
  tenantId: string,
  importId: string,
  now: Date,
  problem: ProblemCode,
  problemValues: ProblemValues,
): Promise<void> {
  return inTenant(tenantId, async (tx: Tx) => {
    await leaveImportQueue(tx, importId);
    const { state } = await lockImport(tx, tenantId, importId, now);
    if (state !== 'importing') return;
    await setImport(tx, tenantId, importId, {
      ...{ state: 'preview', linesImported: 0, changedAt: now },
      ...{ problem, problemValues },
    });
  });
}

/** Takes imports into stock until it is stopped, one at a time: each holds a connection for long. */
export function startImporting(): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const rest = (ms: number) =>
    wait(ms, undefined, { signal: stopping.signal }).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error;
    });
  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        if (!(await importNext(clock.now()))) await rest(IDLE_MS);
      } catch (error) {
        log().error({ err: error }, 'the queue of imports could not be worked on');
        await rest(AFTER_TROUBLE_MS);
      }
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
