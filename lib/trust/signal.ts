import type { Tx } from '@/db/client';
import { after, DAY_MS, HOUR_MS } from '../base/clock';
import { newId } from '../base/id';

/** What is noted of a person, and for how long it speaks against them. */
const LASTS_MS = {
  /** Their number moved to another SIM: codes to it are no proof for 72 hours. */
  'sim-changed': 72 * HOUR_MS,
  /** A password, passkey or authenticator changed. */
  'credential-changed': 3 * DAY_MS,
  /** An e-mail address or number changed. */
  'contact-changed': 3 * DAY_MS,
} as const;
export type SignalKind = keyof typeof LASTS_MS;

/** Notes a signal about a person in the deed's transaction. */
export async function recordSignal(
  tx: Tx,
  tenantId: string,
  personId: string,
  kind: SignalKind,
  now: Date,
): Promise<void> {
  await tx.$client.query({
    name: 'signal-record',
    text: 'insert into trust_signals (tenant_id, id, person_id, kind, at, expires_at) values ($1,$2,$3,$4,$5,$6)',
    values: [tenantId, newId(now), personId, kind, now, after(now, LASTS_MS[kind])],
  });
}

/** Whether a signal of a kind stands against a person now. */
export async function hasSignal(
  tx: Tx,
  tenantId: string,
  personId: string,
  kind: SignalKind,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'signal-stands',
    text: 'select from trust_signals where tenant_id = $1 and person_id = $2 and kind = $3 and expires_at > $4 limit 1',
    values: [tenantId, personId, kind, now],
  });
  return rowCount === 1;
}
