import type { Tx } from '@/db/client';
import type { PRINCIPALS } from '@/db/schema/wallet';
import { calendarOf } from '../base/clock';
import type { Tenant } from '../policy/tenant';
import type { Holder, Owned } from './figures';
import { habitsAfterMovement } from './fraud/movement';
import type { Scored } from './fraud/scored';
import { book, type Line, type Locked, lockParties, type Maker, type Settled } from './ledger';
import { judge, type Move, type Reason, whyNotIn, whyNotOut } from './wallet';

/** A movement of money: one principal, a fee that the payer pays on top, and a commission that the tenant pays out of its fees. */
export type Movement = {
  deedId: string;
  operation: (typeof PRINCIPALS)[number];
  amount: bigint;
  /** The tenant's, where it is not said. */
  currency?: string;
  payer: Owned | 'trust';
  payee: (Owned & { mobile?: string }) | 'trust';
  fee?: bigint;
  commission?: { amount: bigint; to: string };
  reverses?: string;
};

export type Posting =
  | { done: true; payer: Settled | undefined; payee: Settled | undefined }
  | { done: false; reason: Reason; payer: Holder | undefined; payee: Holder | undefined };

/**
 * Moves money, or tells why not: both accounts are locked in id order, judged, and changed.
 * Gives both sides with what they hold afterwards. A deed that was posted before breaks `deed_moves_money_once`.
 */
export async function post(tx: Tx, tenant: Tenant, movement: Movement, maker: Maker): Promise<Posting> {
  const locked = await lockMovement(tx, tenant, movement, maker.now);
  const reason = whyNot(tenant, movement, { locked, now: maker.now });
  if (reason) return { done: false, reason, ...partiesOf(locked, movement) };
  return { done: true, ...(await bookMovement(tx, tenant, { locked, movement, maker })) };
}

/** Locks the accounts of a movement and gives what they hold. */
export function lockMovement(
  tx: Tx,
  tenant: Tenant,
  { currency = tenant.currency, payer, payee, commission }: Movement,
  now: Date,
): Promise<Locked> {
  const parties = {
    payer: payer === 'trust' ? undefined : payer,
    payee: payee === 'trust' ? undefined : payee,
    aside: commission ? { kind: 'commission' as const, ownerId: commission.to } : undefined,
  };
  return lockParties(tx, tenant, { currency, parties, now });
}

type Judged = { locked: Locked; now: Date };

/** Gives why a movement may not be made on the accounts that are locked for it, or undefined. */
export function whyNot(tenant: Tenant, movement: Movement, { locked, now }: Judged): Reason | undefined {
  const { payer, payee } = partiesOf(locked, movement);
  const move = moveOf(tenant, movement, now);
  const { money } = tenant.settings;
  if (movement.payer === 'trust') return payee ? whyNotIn(payee, move, money) : 'payee_missing';
  if (movement.payee === 'trust') return payer ? whyNotOut(payer, move, money) : 'payer_missing';
  return judge({ payer, payee }, move, money);
}

/** What a movement takes out of its payer's account. */
export const moveOf = (tenant: Tenant, { amount, fee = 0n, operation }: Movement, now: Date): Move => ({
  ...{ amount, fee, calendar: calendarOf(now, tenant.timeZone), at: now },
  cash: operation === 'withdrawal',
});

/** Only somebody active whose number is still the one that was meant can be paid. */
export function partiesOf({ payer, payee: found }: Locked, { payee: to }: Movement) {
  const theirs = found?.active && (to === 'trust' || to.mobile === undefined || found.mobile === to.mobile);
  return { payer, payee: theirs ? found : undefined };
}

/** Writes a movement that was judged. */
export function bookMovement(
  tx: Tx,
  tenant: Tenant,
  { locked, movement, maker, scored }: { locked: Locked; movement: Movement; maker: Maker; scored?: Scored },
): Promise<{ payer: Settled | undefined; payee: Settled | undefined }> {
  const { deedId, amount, operation, currency = tenant.currency, reverses } = movement;
  const counted = {
    ...{ amount, cashOuts: operation === 'withdrawal' ? 1 : 0 },
    calendar: calendarOf(maker.now, tenant.timeZone),
  };
  const habits = habitsAfterMovement(tenant, movement, { locked, now: maker.now });
  const booking = {
    ...{ deedId, currency, lines: linesOf(movement, tenant), counted, reverses },
    ...{ habits, scored },
  };
  return book(tx, tenant, { locked, booking, maker }).then(({ payer, payee }) => ({ payer, payee }));
}

/** The lines of the ledger that a movement makes. */
export function linesOf(movement: Movement, tenant: Tenant): Line[] {
  const { operation, amount, payer, payee, fee = 0n, commission } = movement;
  return [
    {
      operation,
      from: payer === 'trust' ? 'trust' : 'payer',
      to: payee === 'trust' ? 'trust' : 'payee',
      amount,
    },
    { operation: 'fee', from: 'payer', to: 'fees', amount: fee },
    { operation: 'commission', from: 'fees', to: 'aside', amount: commission?.amount ?? 0n },
    ...paidOut(movement, tenant),
  ];
}

/** Where a tenant pays commissions at once, one goes on into the float that the money came from or went to, in the same deed. */
function paidOut({ payer, payee, commission }: Movement, { settings }: Tenant): Line[] {
  if (!commission || settings.money.commissionPaid !== 'at_once') return [];
  const isFloat = (side: Movement['payer']) =>
    side !== 'trust' && side.kind === 'float' && side.ownerId === commission.to;
  const to = isFloat(payer) ? 'payer' : isFloat(payee) ? 'payee' : undefined;
  if (!to) return [];
  return [{ operation: 'commission_payout', from: 'aside', to, amount: commission.amount }];
}
