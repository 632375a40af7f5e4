// What a thief added to an account while they had its number: each is taken away again, and what was taken is told.
import type { Tx } from '@/db/client';
import { trustNoDevice } from './secure-account';

/** What was added to an account within a time, and is gone now; ids and kinds, nothing secret. */
export type Undone = {
  totp: string[];
  passkeys: string[];
  recoveryCodes: number;
  pin: boolean;
  password: boolean;
  /** The kinds of addresses that were confirmed in that time, and are only claims now. */
  addresses: ('email' | 'mobile')[];
};

type Span = { personId: string; since: Date };

const idsOf = async (tx: Tx, query: { name: string; text: string; values: unknown[] }) =>
  (await tx.$client.query<{ id: string }>(query)).rows.map(({ id }) => id);

/**
 * Takes away what came to an account since a moment: authenticators, passkeys, recovery codes, the PIN and the password
 * where they were set then, and the standing of addresses that were confirmed then. No browser is trusted any more.
 * `keep` is the number itself: it is the holder's, whenever it was confirmed.
 */
export async function undoTakeover(
  tx: Tx,
  tenantId: string,
  now: Date,
  { personId, since, keep }: Span & { keep: string },
): Promise<Undone> {
  const values = [tenantId, personId, since];
  const totp = await idsOf(tx, {
    name: 'takeover-totp',
    text: `delete from totp_factors where tenant_id = $1 and person_id = $2
             and (created_at >= $3 or confirmed_at >= $3) returning id`,
    values,
  });
  const passkeys = await idsOf(tx, {
    name: 'takeover-passkeys',
    text: 'delete from passkeys where tenant_id = $1 and person_id = $2 and created_at >= $3 returning id',
    values,
  });
  const codes = await tx.$client.query({
    name: 'takeover-recovery-codes',
    text: 'delete from recovery_codes where tenant_id = $1 and person_id = $2 and created_at >= $3',
    values,
  });
  const pin = await tx.$client.query({
    name: 'takeover-pin',
    text: 'delete from pins where tenant_id = $1 and person_id = $2 and changed_at >= $3',
    values,
  });
  const password = await tx.$client.query({
    name: 'takeover-password',
    text: 'delete from passwords where tenant_id = $1 and person_id = $2 and changed_at >= $3',
    values,
  });
  const addresses = await unconfirm(tx, tenantId, { personId, since, keep });
  await trustNoDevice(tx, tenantId, personId, now);
  return {
    ...{ totp, passkeys, recoveryCodes: codes.rowCount ?? 0 },
    ...{ pin: pin.rowCount === 1, password: password.rowCount === 1 },
    addresses,
  };
}

/** An address that was confirmed in that time is a claim again, and opens nothing. */
async function unconfirm(
  tx: Tx,
  tenantId: string,
  { personId, since, keep }: Span & { keep: string },
): Promise<Undone['addresses']> {
  const { rows } = await tx.$client.query<{ email: boolean; mobile: boolean }>({
    name: 'takeover-addresses',
    text: `with was as (
        select coalesce(email_verified_at >= $3, false) as email,
          coalesce(mobile_verified_at >= $3 and mobile <> $4, false) as mobile
        from users where tenant_id = $1 and id = $2 for no key update
      ), now_claims as (
        update users set email_verified_at = case when was.email then null else email_verified_at end,
          mobile_verified_at = case when was.mobile then null else mobile_verified_at end
        from was where tenant_id = $1 and id = $2 and (was.email or was.mobile)
      )
      select * from was`,
    values: [tenantId, personId, since, keep],
  });
  const [was] = rows;
  return (['email', 'mobile'] as const).filter((kind) => was?.[kind]);
}
