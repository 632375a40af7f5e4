import type { Tx } from '@/db/client';
import type { moneyDisputes } from '@/db/schema/money';
import { notFound } from '../base/refusal';
import type { Tenant } from '../policy/tenant';
import type { Owned } from './figures';
import { type Locked, lockParties, type Operation } from './ledger';
import type { OwnedKind } from './wallet';

/** A movement of the past, as its lines in the ledger say it. */
export type PastDeed = {
  deedId: string;
  operation: Operation;
  currency: string;
  amount: bigint;
  fee: bigint;
  commission: bigint;
  at: Date;
  madeBy: string | null;
  /** Whose money went, and whose it became; null for an account of the tenant itself. */
  from: Owned | null;
  to: Owned | null;
  /** Where its commission went. */
  earner: Owned | null;
};

// The principal of a deed is the line that no other goes beside; its fee and its commission are of the same deed, and so is
// the commission's way on into a float where the tenant pays it at once.
const READ = {
  name: 'past-deed',
  text: `select t.deed_id, t.operation, t.currency, t.amount, t.at, t.made_by, d.kind as from_kind, d.owner_id as from_id,
      c.kind as to_kind, c.owner_id as to_id, coalesce(f.amount, 0) as fee, coalesce(m.amount, 0) as commission,
      e.kind as earner_kind, e.owner_id as earner_id
    from transfers t
    join accounts d on d.tenant_id = $1 and d.id = t.debit_account_id
    join accounts c on c.tenant_id = $1 and c.id = t.credit_account_id
    left join transfers f on f.tenant_id = $1 and f.deed_id = t.deed_id and f.operation = 'fee'
    left join transfers m on m.tenant_id = $1 and m.deed_id = t.deed_id and m.operation = 'commission'
    left join transfers o on o.tenant_id = $1 and o.deed_id = t.deed_id and o.operation = 'commission_payout' and o.id <> t.id
    left join accounts e on e.tenant_id = $1 and e.id = coalesce(o.credit_account_id, m.credit_account_id)
    where t.tenant_id = $1 and t.deed_id = $2
      and t.operation not in ('fee', 'commission', 'fee_reversal', 'commission_reversal')
    order by t.operation = 'commission_payout' limit 1`,
};

type Row = {
  deed_id: string;
  operation: Operation;
  currency: string;
  amount: string;
  at: Date;
  made_by: string | null;
  from_kind: OwnedKind;
  from_id: string | null;
  to_kind: OwnedKind;
  to_id: string | null;
  fee: string;
  commission: string;
  earner_kind: OwnedKind | null;
  earner_id: string | null;
};

/** Reads a movement of the past; what was never posted is not found. */
export async function readDeed(tx: Tx, tenant: Tenant, deedId: string): Promise<PastDeed> {
  const { rows } = await tx.$client.query<Row>({ ...READ, values: [tenant.id, deedId] });
  const [row] = rows;
  if (!row) throw notFound();
  return {
    ...{ deedId: row.deed_id, operation: row.operation, currency: row.currency, at: row.at },
    ...{ amount: BigInt(row.amount), fee: BigInt(row.fee), commission: BigInt(row.commission) },
    madeBy: row.made_by,
    from: ownedOf(row.from_kind, row.from_id),
    to: ownedOf(row.to_kind, row.to_id),
    earner: ownedOf(row.earner_kind, row.earner_id),
  };
}

const ownedOf = (kind: OwnedKind | null, ownerId: string | null): Owned | null =>
  kind && ownerId ? { kind, ownerId } : null;

/** What moves cash or money between two people, and so can be taken back. What the tenant gave out of its trust is returned. */
const BETWEEN_PEOPLE: readonly Operation[] = ['transfer', 'deposit', 'withdrawal'];

export const isBetweenPeople = (deed: PastDeed): deed is PastDeed & { from: Owned; to: Owned } =>
  BETWEEN_PEOPLE.includes(deed.operation) && deed.from !== null && deed.to !== null;

/** Everybody who has a hand in a movement: nobody of them decides about it. */
export const handsOf = ({ from, to, madeBy, earner }: PastDeed): string[] =>
  [from?.ownerId, to?.ownerId, madeBy, earner?.ownerId].filter((id) => typeof id === 'string');

export type StoredDispute = typeof moneyDisputes.$inferSelect;

/** A movement whose two sides are locked, from whoever has its money to whoever had it, with what became of it since. */
export type LockedDeed = {
  deed: PastDeed & { from: Owned; to: Owned };
  /** `payer` is who got the money, `payee` is who paid it: money is about to go back, or to be held where it is. */
  locked: Locked;
  reversal: Reversal | null;
  dispute: StoredDispute | null;
};

type Reversal = { deedId: string; amount: bigint; fee: bigint; at: Date };

/**
 * Locks what a movement joined, in the order of ids, and reads under the locks what became of it: whoever takes it back,
 * disputes it or decides about that does so one after the other.
 */
export async function lockDeed(
  tx: Tx,
  tenant: Tenant,
  { deed, now }: { deed: PastDeed & { from: Owned; to: Owned }; now: Date },
): Promise<LockedDeed> {
  const aside = deed.earner?.kind === 'commission' ? deed.earner : undefined;
  const parties = { payer: deed.to, payee: deed.from, aside };
  const locked = await lockParties(tx, tenant, { currency: deed.currency, parties, now });
  const reversal = await readReversal(tx, tenant, deed.deedId);
  return { deed, locked, reversal, dispute: await lockOpenDispute(tx, tenant, deed.deedId) };
}

/** What was taken back of a movement, or null. */
export async function readReversal(tx: Tx, tenant: Tenant, deedId: string): Promise<Reversal | null> {
  const { rows } = await tx.$client.query<{ deed_id: string; amount: string; fee: string; at: Date }>({
    name: 'past-deed-reversal',
    text: `select r.deed_id, r.amount, r.at, coalesce((select f.amount from transfers f
        where f.tenant_id = $1 and f.reverses = $2 and f.operation = 'fee_reversal'), 0) as fee
      from transfers r where r.tenant_id = $1 and r.reverses = $2 and r.operation = 'reversal'`,
    values: [tenant.id, deedId],
  });
  const [row] = rows;
  return row ? { deedId: row.deed_id, amount: BigInt(row.amount), fee: BigInt(row.fee), at: row.at } : null;
}

const DISPUTE = `select id, tenant_id as "tenantId", deed_id as "deedId", raised_by as "raisedBy", raised_at as "raisedAt", about, words,
  account_id as "accountId", held, state, deadline_at as "deadlineAt", decided_by as "decidedBy", decided_at as "decidedAt", decision
  from money_disputes`;

type DisputeRow = Omit<StoredDispute, 'held'> & { held: string };
const disputeOf = (row: DisputeRow | undefined): StoredDispute | null =>
  row ? { ...row, held: BigInt(row.held) } : null;

async function lockOpenDispute(tx: Tx, tenant: Tenant, deedId: string): Promise<StoredDispute | null> {
  const { rows } = await tx.$client.query<DisputeRow>({
    name: 'past-deed-dispute',
    text: `${DISPUTE} where tenant_id = $1 and deed_id = $2 and state = 'open' for no key update`,
    values: [tenant.id, deedId],
  });
  return disputeOf(rows[0]);
}

/** Reads a dispute by its id, without a lock. */
export async function readDispute(tx: Tx, tenant: Tenant, id: string): Promise<StoredDispute | null> {
  const { rows } = await tx.$client.query<DisputeRow>({
    name: 'dispute-by-id',
    text: `${DISPUTE} where tenant_id = $1 and id = $2`,
    values: [tenant.id, id],
  });
  return disputeOf(rows[0]);
}

/** Reads the newest dispute of a movement, whatever became of it. Only whoever paid may have raised one. */
export async function readDisputeOf(
  tx: Tx,
  tenant: Tenant,
  { deedId, from }: PastDeed,
): Promise<StoredDispute | null> {
  const { rows } = await tx.$client.query<DisputeRow>({
    name: 'dispute-of-deed',
    text: `${DISPUTE} where tenant_id = $1 and raised_by = $3 and deed_id = $2 order by id desc limit 1`,
    values: [tenant.id, deedId, from?.ownerId ?? null],
  });
  return disputeOf(rows[0]);
}
