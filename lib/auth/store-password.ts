import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { passwords } from '@/db/schema/auth';
import { newId } from '../base/id';

/** A tenant may ask that so many former passwords do not come back; more than that is kept of nobody. */
const MOST_KEPT = 24;

/** Sets a person's password hash, replacing what was there, and keeps it among those that may not come back. */
export async function storePassword(
  tx: Tx,
  tenantId: string,
  personId: string,
  hash: string,
  now: Date,
): Promise<void> {
  await tx.$client.query({
    name: 'password-store',
    text: `with kept as (
        insert into password_history (tenant_id, id, person_id, hash, set_at)
        values ($1::uuid, $2::uuid, $3::uuid, $4, $5::timestamptz)
      ), forgotten as (
        delete from password_history where tenant_id = $1::uuid and person_id = $3::uuid and id in (
          select id from password_history where tenant_id = $1::uuid and person_id = $3::uuid
          order by id desc offset $6::int)
      )
      insert into passwords (tenant_id, person_id, hash, changed_at)
      values ($1::uuid, $3::uuid, $4, $5::timestamptz)
      on conflict (tenant_id, person_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    values: [tenantId, newId(now), personId, hash, now, MOST_KEPT - 1],
  });
}

/**
 * Whether a hash that was looked at before the transaction is still that of the person's password; whoever replaces it
 * waits until this deed has ended.
 */
export async function isStillHash(
  tx: Tx,
  tenantId: string,
  personId: string,
  hash: string,
): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'password-stands',
    text: 'select from passwords where tenant_id = $1 and person_id = $2 and hash = $3 for share',
    values: [tenantId, personId, hash],
  });
  return rowCount === 1;
}

type Renewal = { from: string; to: string };

/**
 * Replaces the hash of a password that stays the same, with the parameters of today. Gives false where the password
 * became another one since its hash was looked at: then that one stays.
 */
export async function renewHash(
  tx: Tx,
  tenantId: string,
  personId: string,
  { from, to }: Renewal,
): Promise<boolean> {
  const { rowCount } = await tx
    .update(passwords)
    .set({ hash: to })
    .where(and(eq(passwords.tenantId, tenantId), eq(passwords.personId, personId), eq(passwords.hash, from)));
  return rowCount === 1;
}
