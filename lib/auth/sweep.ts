import { inTenant, pool } from '@/db/client';
import { after, clock, DAY_MS, MINUTE_MS } from '../base/clock';
import { log } from '../base/log';
import { repeat } from '../notice/repeat';

const EVERY_MS = 10 * MINUTE_MS;
/** So few rows are locked at a time that nobody who signs in waits for them. */
export const SWEPT_AT_ONCE = 200;
/** Codes and links count how often an address was written to, and staff may still ask about them for a while. */
const CODES_STAY_MS = 30 * DAY_MS;
const SIGN_INS_STAY_MS = DAY_MS;

/** What is of no use once it has ended, and for how long it stays after that. Each reads an index by its end. */
const SWEEPS = [
  { staysMs: 0, name: 'sweep-challenges', table: 'passkey_challenges' },
  { staysMs: CODES_STAY_MS, name: 'sweep-codes', table: 'one_time_codes' },
  { staysMs: CODES_STAY_MS, name: 'sweep-links', table: 'sign_in_links' },
] as const;

const OLD = `where tenant_id = $1 and expires_at < $2 order by expires_at limit $3 for update skip locked`;
const DELETE: Record<(typeof SWEEPS)[number]['table'], string> = {
  passkey_challenges: `delete from passkey_challenges where tenant_id = $1 and id in (select id from passkey_challenges ${OLD})`,
  one_time_codes: `delete from one_time_codes where tenant_id = $1 and id in (select id from one_time_codes ${OLD})`,
  sign_in_links: `delete from sign_in_links where tenant_id = $1 and id in (select id from sign_in_links ${OLD})`,
};

/** A code or link outlives the sign-in that it was for, and forgets it first. */
const SIGN_INS = [
  ['sweep-sign-ins-old', `select id from sign_ins ${OLD}`],
  [
    'sweep-sign-ins-of-codes',
    'update one_time_codes set sign_in_id = null where tenant_id = $1 and sign_in_id = any($2)',
  ],
  [
    'sweep-sign-ins-of-links',
    'update sign_in_links set sign_in_id = null where tenant_id = $1 and sign_in_id = any($2)',
  ],
  ['sweep-sign-ins', 'delete from sign_ins where tenant_id = $1 and id = any($2)'],
] as const;

/**
 * Deletes one batch of each kind of what has ended in a tenant. Gives how many rows went. Nodes that sweep at once pass
 * over each other's rows.
 */
export function sweepTenant(tenantId: string, now: Date): Promise<number> {
  return inTenant(tenantId, async (tx) => {
    let swept = 0;
    for (const { name, table, staysMs } of SWEEPS) {
      const { rowCount } = await tx.$client.query({
        ...{ name, text: DELETE[table] },
        values: [tenantId, after(now, -staysMs), SWEPT_AT_ONCE],
      });
      swept += rowCount ?? 0;
    }
    const [[name, text], ...steps] = SIGN_INS;
    const { rows } = await tx.$client.query<{ id: string }>({
      ...{ name, text },
      values: [tenantId, after(now, -SIGN_INS_STAY_MS), SWEPT_AT_ONCE],
    });
    const ids = rows.map(({ id }) => id);
    for (const [step, statement] of ids.length > 0 ? steps : [])
      await tx.$client.query({ name: step, text: statement, values: [tenantId, ids] });
    return swept + ids.length;
  });
}

/** Deletes one batch of budgets of proofs that are full again. Gives how many went. */
export async function sweepProofs(now: Date): Promise<number> {
  const { rowCount } = await pool().query({
    name: 'sweep-proofs',
    text: `delete from proof_limits where key in
             (select key from proof_limits where expire < $1 limit $2 for update skip locked)`,
    values: [now.getTime(), SWEPT_AT_ONCE],
  });
  return rowCount ?? 0;
}

/** Sweeps every tenant until nothing old is left. One tenant's trouble is not the others'. */
export async function sweepAll(now: Date, stopping?: AbortSignal): Promise<void> {
  const { rows } = await pool().query<{ id: string }>('select id from tenants order by id');
  for (const { id } of rows) {
    try {
      while (!stopping?.aborted && (await sweepTenant(id, now)) > 0);
    } catch (error) {
      log().warn({ err: error, tenantId: id }, 'a tenant could not be swept');
    }
  }
  while (!stopping?.aborted && (await sweepProofs(now)) > 0);
}

/** Sweeps now and then until it is stopped. */
export const startSweeping = () =>
  repeat('what has ended could not be swept away', EVERY_MS, (stopping) => sweepAll(clock.now(), stopping));
