import type { Tx } from '@/db/client';
import { after } from '../base/clock';
import type { Tenant } from '../policy/tenant';
import { recordSignal } from './signal';

/** What is held back of somebody after their number moved, and until when. */
export type SwapGuard = {
  swapId: string;
  swappedAt: Date;
  moneyFrozenUntil: Date;
  moneyCappedUntil: Date;
  capMinor: bigint;
  messagesOffUntil: Date;
  attestationOffUntil: Date;
};

/**
 * Holds back in the swap's own transaction what a thief would do next: money, codes by message, and what others rely on.
 * A guard that stands already only ever gets longer and narrower; of one that is over nothing counts.
 * Sources: Ghana's Act 987 s. 34(3), CBN 2026 (a ceiling for a day), CAMARA SimSwap (240 hours).
 */
export async function guardAfterSwap(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { personId, swapId }: { personId: string; swapId: string },
): Promise<void> {
  const { moneyFrozenMs, moneyCappedMs, cappedMinor, messagesOffMs, attestationOffMs } = tenant.settings.swap;
  const frozenUntil = after(now, moneyFrozenMs);
  await tx.$client.query({
    name: 'swap-guard-place',
    text: `insert into swap_guards as g (tenant_id, person_id, swap_id, swapped_at, money_frozen_until,
        money_capped_until, cap_minor, messages_off_until, attestation_off_until)
      values ($1,$2,$3,$4,$5,$6,$7,$8,$9)
      on conflict (tenant_id, person_id) do update set swap_id = excluded.swap_id, swapped_at = excluded.swapped_at,
        money_frozen_until = greatest(g.money_frozen_until, excluded.money_frozen_until),
        money_capped_until = greatest(g.money_capped_until, excluded.money_capped_until),
        cap_minor = case when g.money_capped_until > excluded.swapped_at then least(g.cap_minor, excluded.cap_minor)
          else excluded.cap_minor end,
        messages_off_until = greatest(g.messages_off_until, excluded.messages_off_until),
        attestation_off_until = greatest(g.attestation_off_until, excluded.attestation_off_until)`,
    values: [
      ...[tenant.id, personId, swapId, now, frozenUntil, after(frozenUntil, moneyCappedMs), cappedMinor],
      ...[after(now, messagesOffMs), after(now, attestationOffMs)],
    ],
  });
  await recordSignal(tx, tenant.id, personId, 'sim-changed', now);
}

/** Gives what a swap holds back of a person, also what is over; undefined where their number never moved. */
export async function guardOf(tx: Tx, tenantId: string, personId: string): Promise<SwapGuard | undefined> {
  const { rows } = await tx.$client.query<Omit<SwapGuard, 'capMinor'> & { capMinor: string }>({
    name: 'swap-guard-read',
    text: `select swap_id as "swapId", swapped_at as "swappedAt", money_frozen_until as "moneyFrozenUntil",
        money_capped_until as "moneyCappedUntil", cap_minor as "capMinor", messages_off_until as "messagesOffUntil",
        attestation_off_until as "attestationOffUntil"
      from swap_guards where tenant_id = $1 and person_id = $2`,
    values: [tenantId, personId],
  });
  const [row] = rows;
  return row && { ...row, capMinor: BigInt(row.capMinor) };
}

/** Lets money go out again before its time. Gives whether any was held back. */
export async function releaseMoney(tx: Tx, tenantId: string, personId: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'swap-guard-release',
    text: `update swap_guards set money_frozen_until = least(money_frozen_until, $3),
        money_capped_until = least(money_capped_until, $3)
      where tenant_id = $1 and person_id = $2 and money_capped_until > $3`,
    values: [tenantId, personId, now],
  });
  return rowCount === 1;
}

/**
 * Whether what is sent to somebody's number proves nothing now, as an expression of SQL: $1 is the tenant.
 * A swap says until when itself; a signal of the network says it for a card that changed without one.
 */
export const IS_NUMBER_NEW = (person: string, at: string) => `(exists (select from swap_guards w
      where w.tenant_id = $1::uuid and w.person_id = ${person} and w.messages_off_until > ${at}::timestamptz)
    or exists (select from trust_signals s where s.tenant_id = $1::uuid and s.person_id = ${person}
      and s.kind = 'sim-changed' and s.expires_at > ${at}::timestamptz))`;

const NUMBER_NEW = {
  name: 'swap-guard-number-new',
  text: `select ${IS_NUMBER_NEW('$2::uuid', '$3')} as new`,
};

/** Whether what a telephone under somebody's number says, and what is sent to it, proves nothing now. */
export async function isNumberNew(tx: Tx, tenantId: string, personId: string, now: Date): Promise<boolean> {
  const values = [tenantId, personId, now];
  const { rows } = await tx.$client.query<{ new: boolean }>({ ...NUMBER_NEW, values });
  return rows[0]?.new ?? true;
}
