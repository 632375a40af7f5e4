import type { Tx } from '@/db/client';
import { calendarOf } from '../base/clock';
import { newId } from '../base/id';
import type { Limits, MoneySettings } from '../policy/money-settings';
import type { Tenant } from '../policy/tenant';
import { type FigureRow, type Holder, holderOf, type Owned } from './figures';
import { postStatement } from './post-statement';
import { judge, type Reason, whyNotIn } from './wallet';

/** A movement of money: one principal, and at most one transfer linked to it. */
export type Movement = {
  deedId: string;
  operation: 'transfer' | 'deposit' | 'float_opening';
  amount: bigint;
  payer: Owned | 'trust';
  payee: Owned & { mobile?: string };
  /** A fee goes from the payer to the tenant, a commission from the tenant to the person named. */
  linked?: { operation: 'fee'; amount: bigint } | { operation: 'commission'; amount: bigint; to: string };
};

/** Who moves it, when, and from where. */
export type Maker = {
  personId: string | null;
  now: Date;
  ip: string | null;
  deviceId: string | null;
  risk: number;
};

export type Settled = Holder & { postedAfter: bigint };

export type Posting =
  | { done: true; payer: Settled | undefined; payee: Settled }
  | { done: false; reason: Reason; payer: Holder | undefined; payee: Holder | undefined };

const POST = { name: 'ledger-post', text: postStatement() };

type PostRow = FigureRow & { allowed: boolean; posted_after: string | null; entries: number };

/**
 * Moves money, or tells why not: both accounts locked in id order, judged, and changed in one round trip.
 * Gives both sides with what they hold afterwards. A deed that was posted before breaks `deed_moves_money_once`.
 */
export async function post(tx: Tx, tenant: Tenant, movement: Movement, maker: Maker): Promise<Posting> {
  const { rows } = await tx.$client.query<PostRow>({ ...POST, values: valuesOf(tenant, movement, maker) });
  const [first] = rows;
  if (!first?.allowed) return refusalOf(rows, tenant, movement, maker.now);
  const expected = movement.linked ? 2 : 1;
  if (first.entries !== expected)
    throw new Error(`${first.entries} of ${expected} transfers were written: has the tenant its accounts?`);
  const payee = settledOf(rows, 'payee');
  if (!payee) throw new Error('A movement was written without somebody who is paid');
  return { done: true, payer: settledOf(rows, 'payer'), payee };
}

/** The parameters of `postStatement`, in order. */
export function valuesOf(tenant: Tenant, movement: Movement, maker: Maker): unknown[] {
  const { deedId, operation, amount, payer, payee, linked } = movement;
  const { day, month } = calendarOf(maker.now, tenant.timeZone);
  const owned = payer === 'trust' ? undefined : payer;
  const [principalId, linkedId] = [newId(maker.now), newId(maker.now)].sort();
  return [
    tenant.id,
    tenant.currency,
    owned?.kind ?? null,
    owned?.ownerId ?? null,
    payee.kind,
    payee.ownerId,
    linked?.operation === 'commission' ? linked.to : null,
    amount,
    linked?.amount ?? 0n,
    linked?.operation ?? null,
    owned ? 'payer' : 'trust',
    payee.mobile ?? null,
    ...ceilingsOf(tenant.settings.money),
    day,
    month,
    principalId,
    linkedId,
    operation,
    deedId,
    maker.personId,
    maker.now,
    maker.ip,
    maker.deviceId,
    maker.risk,
  ];
}

const CEILINGS = ['perTransfer', 'outPerDay', 'outPerMonth', 'balance'] as const satisfies (keyof Limits)[];

function ceilingsOf({ tiers, agent }: MoneySettings): (number | null)[][] {
  return CEILINGS.map((name) => [...tiers, agent].map((limits) => limits[name]));
}

function settledOf(rows: readonly PostRow[], role: 'payer' | 'payee'): Settled | undefined {
  const holder = holderOf(rows, role);
  const after = rows.find((row) => row.role === role)?.posted_after;
  return holder && typeof after === 'string' ? { ...holder, postedAfter: BigInt(after) } : undefined;
}

/** The statement said no; the pure rule says why, on the very figures that the statement saw. */
function refusalOf(
  rows: readonly PostRow[],
  tenant: Tenant,
  { payer: from, payee: to, amount, linked }: Movement,
  now: Date,
): Posting {
  const payer = holderOf(rows, 'payer');
  const found = holderOf(rows, 'payee');
  const theirs = found?.active && (to.mobile === undefined || found.mobile === to.mobile);
  const payee = theirs ? found : undefined;
  const move = {
    amount,
    fee: linked?.operation === 'fee' ? linked.amount : 0n,
    calendar: calendarOf(now, tenant.timeZone),
    at: now,
  };
  const { money } = tenant.settings;
  const reason =
    from === 'trust' && payee ? whyNotIn(payee, move, money) : judge({ payer, payee }, move, money);
  if (reason) return { done: false, reason, payer, payee };
  throw new Error('The ledger refused a movement for a reason that the rules do not know');
}
