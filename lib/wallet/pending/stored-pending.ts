import type { Tx } from '@/db/client';
import type { pendingTransfers } from '@/db/schema/money';
import { fingerprint } from '../../base/seal';
import { floatOf, walletOf } from '../figures';
import { queueMoney, unqueueMoney } from '../money-queue';
import type { Movement } from '../post';

type Row = typeof pendingTransfers.$inferSelect;
export type PendingState = Row['state'];
export type ConfirmedBy = NonNullable<Row['confirmedBy']>;

/** A payment that waits for somebody, as it is stored. */
export type StoredPending = Pick<
  Row,
  | ('tenantId' | 'id' | 'operation' | 'state' | 'payerId' | 'payeeId' | 'payeeMobile' | 'currency')
  | ('amount' | 'fee' | 'commission' | 'outDay' | 'outMonth' | 'startedBy' | 'startedAt' | 'deviceId')
  | ('expiresAt' | 'questionId' | 'codeHash' | 'triesLeft' | 'confirmedBy' | 'endedAt' | 'reason')
>;

const COLUMNS = `p.tenant_id as "tenantId", p.id, p.operation, p.state, p.payer_id as "payerId", p.payee_id as "payeeId",
  p.payee_mobile as "payeeMobile", p.currency, p.amount, p.fee, p.commission, p.out_day as "outDay", p.out_month as "outMonth",
  p.started_by as "startedBy", p.started_at as "startedAt", p.device_id as "deviceId", p.expires_at as "expiresAt",
  p.question_id as "questionId", p.code_hash as "codeHash", p.tries_left as "triesLeft", p.confirmed_by as "confirmedBy",
  p.ended_at as "endedAt", p.reason`;

type Read = Omit<StoredPending, 'amount' | 'fee' | 'commission'> &
  Record<'amount' | 'fee' | 'commission', string>;

const pendingIn = ({ amount, fee, commission, ...rest }: Read): StoredPending => ({
  ...rest,
  ...{ amount: BigInt(amount), fee: BigInt(fee), commission: BigInt(commission) },
});

/** Whose turn it is, is decided under the row's lock: whoever confirms, refuses, cancels or expires takes it first. */
export async function lockPending(tx: Tx, tenantId: string, id: string): Promise<StoredPending | undefined> {
  const { rows } = await tx.$client.query<Read>({
    name: 'pending-lock',
    text: `select ${COLUMNS} from pending_transfers p where p.tenant_id = $1 and p.id = $2 for update`,
    values: [tenantId, id],
  });
  return rows[0] && pendingIn(rows[0]);
}

/** The payment that a question on a telephone is about, or undefined. */
export async function pendingOfQuestion(
  tx: Tx,
  tenantId: string,
  { questionId, payerId }: { questionId: string; payerId: string },
): Promise<string | undefined> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'pending-of-question',
    text: `select id from pending_transfers where tenant_id = $1 and payer_id = $2 and question_id = $3`,
    values: [tenantId, payerId, questionId],
  });
  return rows[0]?.id;
}

/** Locks what waits of a customer with a code in it, in the order of their ids: sent to them, or made by them. */
export async function lockCodes(
  tx: Tx,
  tenantId: string,
  { payerId, state, now }: { payerId: string; state: 'created' | 'pending_customer'; now: Date },
): Promise<StoredPending[]> {
  const { rows } = await tx.$client.query<Read>({
    name: 'pending-codes-lock',
    text: `select ${COLUMNS} from pending_transfers p where p.tenant_id = $1 and p.payer_id = $2 and p.state = $3
             and p.expires_at > $4 and p.code_hash is not null and p.tries_left > 0 order by p.id for update`,
    values: [tenantId, payerId, state, now],
  });
  return rows.map(pendingIn);
}

/** Whether something of the kind waits already. Asked under the lock of the payer's account, so that of two one is seen. */
export async function isOpenAlready(
  tx: Tx,
  tenantId: string,
  { payerId, startedBy, now }: { payerId: string; startedBy: string; now: Date },
): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'pending-is-open',
    text: `select from pending_transfers where tenant_id = $1 and payer_id = $2 and started_by = $3
             and state in ('created', 'pending_customer') and expires_at > $4 limit 1`,
    values: [tenantId, payerId, startedBy, now],
  });
  return rowCount === 1;
}

/** How often an agent has asked this customer since a moment: each time a code of theirs could be guessed at. */
export async function startedSince(
  tx: Tx,
  tenantId: string,
  { payerId, startedBy, since }: { payerId: string; startedBy: string; since: Date },
): Promise<number> {
  const { rows } = await tx.$client.query<{ times: number }>({
    name: 'pending-started-since',
    text: `select count(*)::int as times from pending_transfers
           where tenant_id = $1 and payer_id = $2 and started_by = $3 and started_at > $4`,
    values: [tenantId, payerId, startedBy, since],
  });
  return rows[0]?.times ?? 0;
}

type New = StoredPending & { ip: string | null };

/** Writes a payment that waits, with its deadline. */
export async function insertPending(tx: Tx, one: New): Promise<void> {
  await tx.$client.query({
    name: 'pending-insert',
    text: `insert into pending_transfers (tenant_id, id, operation, state, payer_id, payee_id, payee_mobile, currency, amount, fee,
             commission, out_day, out_month, started_by, started_at, ip, device_id, expires_at, question_id, code_hash, tries_left)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21)`,
    values: [
      ...[one.tenantId, one.id, one.operation, one.state, one.payerId, one.payeeId, one.payeeMobile],
      ...[one.currency, one.amount, one.fee, one.commission, one.outDay, one.outMonth, one.startedBy],
      ...[one.startedAt, one.ip, one.deviceId, one.expiresAt, one.questionId, one.codeHash, one.triesLeft],
    ],
  });
  const { tenantId, id: subjectId, expiresAt: dueAt } = one;
  await queueMoney(tx, { subjectId, kind: 'pending', tenantId, dueAt });
}

type End = Pick<StoredPending, 'state' | 'reason' | 'confirmedBy'> &
  Pick<StoredPending, 'payeeId' | 'commission'>;

/** Writes how it ended: its deadline goes, and the question on the customer's telephone is closed. */
export async function savePendingEnd(tx: Tx, one: StoredPending, end: End, now: Date): Promise<void> {
  await tx.$client.query({
    name: 'pending-end',
    text: `update pending_transfers set state = $3, reason = $4, ended_at = $5, confirmed_by = $6,
             confirmed_at = case when $6::text is not null then $5::timestamptz end, payee_id = $7, commission = $8, code_hash = null
           where tenant_id = $1 and id = $2`,
    values: [
      ...[one.tenantId, one.id, end.state, end.reason, now],
      ...[end.confirmedBy, end.payeeId, end.commission],
    ],
  });
  await unqueueMoney(tx, one.id);
  if (one.questionId)
    await tx.$client.query({
      name: 'pending-question-end',
      text: `update questions set expires_at = least(expires_at, $3) where tenant_id = $1 and id = $2 and answer is null`,
      values: [one.tenantId, one.questionId, now],
    });
}

/** Counts a wrong code against each that it could have been meant for. */
export async function missCodes(tx: Tx, codes: readonly StoredPending[]): Promise<void> {
  const [first] = codes;
  if (!first) return;
  await tx.$client.query({
    name: 'pending-codes-miss',
    text: `update pending_transfers set tries_left = tries_left - 1 where tenant_id = $1 and id = any($2::uuid[])`,
    values: [first.tenantId, codes.map(({ id }) => id)],
  });
}

/** A right code is spent with its use: what it opened goes on without it. */
export async function spendCode(tx: Tx, { tenantId, id }: StoredPending): Promise<void> {
  await tx.$client.query({
    name: 'pending-code-spend',
    text: 'update pending_transfers set code_hash = null where tenant_id = $1 and id = $2',
    values: [tenantId, id],
  });
}

/** What is kept of a code: it is good for this payment alone. */
export const codePrint = (id: string, code: string): Buffer => fingerprint(`${id}:${code}`, 'pending-code');

/**
 * What it moves once it is posted. Of a code that nobody has redeemed the agent is not known yet: then it only holds, and
 * moves nothing.
 */
export function movementOf(one: StoredPending): Movement {
  const { id: deedId, operation, amount, currency, fee, payeeId, payeeMobile, commission } = one;
  const moved = { deedId, operation, amount, currency, fee, payer: walletOf(one.payerId) };
  if (!payeeId) return { ...moved, payee: 'trust' };
  if (operation === 'withdrawal')
    return { ...moved, payee: floatOf(payeeId), commission: { amount: commission, to: payeeId } };
  return { ...moved, payee: { ...walletOf(payeeId), mobile: payeeMobile ?? undefined } };
}
