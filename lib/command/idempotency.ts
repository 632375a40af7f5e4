import { createHash } from 'node:crypto';
import { databaseErrorOf, inTenantReadOnly, TryAgain, type Tx } from '@/db/client';
import { canonicalJson } from '../base/canonical-json';
import { Refusal } from '../base/refusal';
import { type Actor, personIdOf } from '../policy/actor';

/** Actors without a person (jobs, the operator) share one space of keys in a tenant. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

export type KeyedDeed = { key: string; command: string; bodyHash: Buffer; actorId: string };

/** Names a deed by its actor, its key and a fingerprint of its body. */
export function keyedDeed(actor: Actor, command: string, key: string, input: unknown): KeyedDeed {
  const body = canonicalJson([command, input]);
  return {
    key,
    command,
    bodyHash: createHash('sha256').update(body).digest(),
    actorId: personIdOf(actor) ?? NOBODY,
  };
}

/**
 * Takes the key for this transaction. Gives the stored output where the same deed was done before.
 * Refuses a key that was used for another body, or whose deed is still under way (409).
 */
export async function takeKey(
  tx: Tx,
  tenantId: string,
  deed: KeyedDeed,
): Promise<{ stored: unknown } | undefined> {
  const { rows } = await tx.$client.query<{
    free: boolean;
    command: string | null;
    body_hash: Buffer | null;
    output: unknown;
  }>({
    name: 'idempotency-take',
    text: `select pg_try_advisory_xact_lock(hashtextextended($1::text || $2::text || $3::text, 0)) as free, k.command, k.body_hash, k.output
           from (select 1) one
           left join idempotency_keys k on k.tenant_id = $1::uuid and k.actor_id = $2::uuid and k.key = $3`,
    values: [tenantId, deed.actorId, deed.key],
  });
  const [row] = rows;
  if (!row?.free)
    throw new Refusal('key_in_flight', 'This is already under way. Wait for its answer.', { status: 409 });
  if (row.body_hash === null) return undefined;
  if (!row.body_hash.equals(deed.bodyHash)) {
    throw new Refusal('key_reused', 'This form was already used for something else. Open it again.', {
      status: 409,
    });
  }
  return { stored: JSON.parse(JSON.stringify(row.output), reviveOutput) };
}

/** Whether this very deed was done under its key already, so that a repeat has its answer. */
export async function wasDone(tenantId: string, { actorId, key, bodyHash }: KeyedDeed): Promise<boolean> {
  const { rows } = await inTenantReadOnly(tenantId, (tx) =>
    tx.$client.query({
      name: 'idempotency-was-done',
      text: 'select from idempotency_keys where tenant_id = $1 and actor_id = $2 and key = $3 and body_hash = $4',
      values: [tenantId, actorId, key, bodyHash],
    }),
  );
  return rows.length > 0;
}

/** Stores the output under the key. A twin that committed in between has everything tried again, and then finds it. */
export async function storeOutput(
  tx: Tx,
  tenantId: string,
  deed: KeyedDeed,
  output: unknown,
  now: Date,
): Promise<void> {
  try {
    await tx.$client.query({
      name: 'idempotency-store',
      text: `insert into idempotency_keys (tenant_id, actor_id, key, command, body_hash, output, created_at)
             values ($1,$2,$3,$4,$5,$6,$7)`,
      values: [
        tenantId,
        deed.actorId,
        deed.key,
        deed.command,
        deed.bodyHash,
        JSON.stringify(output, tagged),
        now,
      ],
    });
  } catch (error) {
    if (databaseErrorOf(error)?.constraint?.startsWith('idempotency_key_is_used_once'))
      throw new TryAgain('the key was used meanwhile');
    throw error;
  }
}

/** JSON has no bigint and no date; both go through it with their type named. */
function tagged(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const raw = this[key];
  if (typeof raw === 'bigint') return { $bigint: raw.toString() };
  if (raw instanceof Date) return { $date: raw.toISOString() };
  return value;
}

function reviveOutput(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if ('$bigint' in value) return BigInt(String(value.$bigint));
  if ('$date' in value) return new Date(String(value.$date));
  return value;
}
