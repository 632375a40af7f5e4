import type { Tx } from '@/db/client';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../base/clock';
import { newId } from '../base/id';
import { WEIGHTS } from './risk/weights';

/**
 * Something beside the model that speaks against somebody. `weight` is a term of the same sum of evidence; `lastsMs`, for
 * how long it speaks once it was seen. What is `hard` counts against somebody without a history too: the rest only says
 * that they are new. No single hard one refuses a newcomer, two of them do.
 */
export type Signal = { weight: number; lastsMs: number; isHard: boolean };

const soft = (weight: number, lastsMs: number): Signal => ({ weight, lastsMs, isHard: false });
const hard = (weight: number, lastsMs: number): Signal => ({ weight, lastsMs, isHard: true });

/** What is noted of a person when it happens, in `trust_signals`. */
const RECORDED = {
  /** Their number moved to another SIM: codes to it are no proof for 72 hours. */
  'sim-changed': soft(WEIGHTS.changedLately, 72 * HOUR_MS),
  /** A password, passkey, PIN or authenticator changed. */
  'credential-changed': soft(2, 3 * DAY_MS),
  /** An e-mail address or number changed. */
  'contact-changed': soft(2, 3 * DAY_MS),
} as const satisfies Record<string, Signal>;

/** What is seen in the request itself and in what stands in the tables: `observed-signals.ts`. */
const OBSERVED = {
  /** The address is on the tenant's block list, or the installation's: for as long as it is. */
  'blocked-address': hard(8, 0),
  /** A program, not a person, by its own word: for this request. */
  automation: hard(2, 0),
  /** Wrong passwords and codes, for as long as the budget of proofs counts them. */
  'failed-attempts': hard(2.6, 15 * MINUTE_MS),
  /** From one country to another faster than anybody travels: half way round the earth takes 20 hours. */
  'impossible-travel': hard(2.7, 20 * HOUR_MS),
  /** They said that this browser is theirs no more. */
  'revoked-device': hard(2.7, 0),
  /** The first sign-in after 90 days and more. */
  'dormant-account': soft(1.5, 0),
  /** Many sessions of theirs within an hour. */
  'many-sessions': soft(2.5, HOUR_MS),
  /** Many sign-ins within an hour from an address that is not near theirs. */
  'busy-address': soft(1.5, HOUR_MS),
} as const satisfies Record<string, Signal>;

export const SIGNALS = { ...RECORDED, ...OBSERVED };
/** A signal that a deed records. */
export type SignalKind = keyof typeof RECORDED;
export type ObservedKind = keyof typeof OBSERVED;

export const isRecorded = (kind: string): kind is SignalKind => Object.hasOwn(RECORDED, kind);

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
    values: [tenantId, newId(now), personId, kind, now, after(now, RECORDED[kind].lastsMs)],
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
