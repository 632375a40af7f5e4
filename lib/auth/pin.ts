import { z } from 'zod';
import { inTenant, type Tx } from '@/db/client';
import { Refusal } from '../base/refusal';
import { fingerprint } from '../base/seal';
import { hashPassword, isPassword } from './password';
import { type Claim, returnTry, takeTry } from './proof-budget';

// 1. A wrong PIN costs one of three tries, taken before anything is checked, in a transaction of its own.
// 2. Without tries the right one is refused too; only a new PIN, set on another proof, has tries again.
// 3. What is hashed is a keyed fingerprint, so that a stolen table is worth nothing without the key.

export const PIN_TRIES = 3;

/** A PIN as it is typed. */
export const pinText = z.string().regex(/^[0-9]{5}$/, 'A PIN has five digits.');

const secretOf = (tenantId: string, personId: string, pin: string) =>
  fingerprint(`${tenantId}:${personId}:${pin}`, 'pin').toString('base64');

/** The hash of a person's PIN, made in the line of all hashes. */
export const hashPin = (tenantId: string, personId: string, pin: string): Promise<string> =>
  hashPassword(secretOf(tenantId, personId, pin));

export type PinCheck =
  | { answer: 'right'; claim: Claim; hash: string }
  | { answer: 'wrong'; left: number }
  | { answer: 'locked' | 'missing' | 'wait' };

const TAKE = {
  name: 'pin-try-take',
  text: `with taken as (
      update pins set tries_left = tries_left - 1, locked_at = case when tries_left = 1 then $3::timestamptz end
      where tenant_id = $1 and person_id = $2 and tries_left > 0
      returning hash, tries_left
    )
    select t.hash, t.tries_left as left from (select 1) one left join taken t on true
    where t.hash is not null or exists (select from pins where tenant_id = $1 and person_id = $2)`,
};

/**
 * Checks a PIN before the deed that needs it: takes a try of the PIN and one of the person's budget of proofs, and then
 * looks. The tries are committed whatever becomes of the deed. A right one is given back by `acceptPin`.
 */
export async function checkPin(claim: Claim, personId: string, pin: string, now: Date): Promise<PinCheck> {
  if (!(await takeTry(claim, now))) return { answer: 'wait' };
  const { tenantId } = claim;
  const [taken] = await inTenant(tenantId, async (tx) => {
    const { rows } = await tx.$client.query<{ hash: string | null; left: number | null }>({
      ...TAKE,
      values: [tenantId, personId, now],
    });
    return rows;
  });
  if (!taken) return { answer: 'missing' };
  const { hash, left } = taken;
  if (hash === null) return { answer: 'locked' };
  const right = await isPassword(secretOf(tenantId, personId, pin), hash);
  return right ? { answer: 'right', claim, hash } : { answer: 'wrong', left: left ?? 0 };
}

/** Gives a right PIN its tries back, in the transaction of the deed that it proves. False where it was changed meanwhile. */
export async function acceptPin(
  tx: Tx,
  personId: string,
  { claim, hash }: Extract<PinCheck, { answer: 'right' }>,
): Promise<boolean> {
  await returnTry(tx, claim, { complete: false });
  const { rowCount } = await tx.$client.query({
    name: 'pin-accept',
    text: `update pins set tries_left = $4, locked_at = null where tenant_id = $1 and person_id = $2 and hash = $3`,
    values: [claim.tenantId, personId, hash, PIN_TRIES],
  });
  return rowCount === 1;
}

/** Sets a person's PIN, with all its tries. */
export async function storePin(
  tx: Tx,
  tenantId: string,
  personId: string,
  hash: string,
  now: Date,
): Promise<void> {
  await tx.$client.query({
    name: 'pin-store',
    text: `insert into pins (tenant_id, person_id, hash, tries_left, changed_at) values ($1,$2,$3,$4,$5)
           on conflict (tenant_id, person_id) do update set hash = excluded.hash, tries_left = excluded.tries_left,
             changed_at = excluded.changed_at, locked_at = null`,
    values: [tenantId, personId, hash, PIN_TRIES, now],
  });
}

/** What is said of a PIN that proves nothing. */
export function pinRefused(check: Exclude<PinCheck, { answer: 'right' }>): Refusal {
  if (check.answer === 'missing')
    return new Refusal('pin_missing', 'You have no PIN yet. Set one in the portal, under Security.', {
      status: 409,
    });
  if (check.answer === 'wait')
    return new Refusal('pin_must_wait', 'There were too many wrong tries. Wait 15 minutes.', {
      status: 429,
    });
  if (check.answer === 'wrong' && check.left > 0)
    return new Refusal('pin_wrong', 'This PIN is not right. Tries left before it locks: {left}.', {
      status: 401,
      field: 'pin',
      values: { left: check.left },
    });
  return new Refusal(
    'pin_locked',
    'This PIN is locked after three wrong tries. Set a new one in the portal, under Security, or ask at a shop.',
    { status: 401, field: 'pin' },
  );
}
