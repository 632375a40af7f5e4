import type { Tx } from '@/db/client';
import { calendarOf } from '../base/clock';
import type { Tenant } from '../policy/tenant';
import type { Holder } from './figures';
import { habitsAfterMovement } from './fraud/movement';
import type { Scored } from './fraud/scored';
import { book, type Locked, type Maker, type Settled } from './ledger';
import { linesOf, lockMovement, type Movement, moveOf, type Posting, partiesOf } from './post';
import { type Calendar, type Reason, whyNotIn, whyNotOut, whyStopped } from './wallet';

// What is held back stays in its payer's account and cannot be spent: it is posted, or given back, exactly once. Whose turn
// it is the row of the pending transfer says, which whoever calls has locked before.

export type Holding =
  | { done: true; payer: Settled }
  | { done: false; reason: Reason; payer: Holder | undefined };

const totalOf = ({ amount, fee = 0n }: Movement): bigint => amount + fee;

/** Holds back the amount and the fee of a movement, or tells why not. It counts for the limits of today already. */
export async function holdBack(tx: Tx, tenant: Tenant, movement: Movement, maker: Maker): Promise<Holding> {
  const locked = await lockMovement(tx, tenant, movement, maker.now);
  const { payer } = locked;
  const reason = payer
    ? whyNotOut(payer, moveOf(tenant, movement, maker.now), tenant.settings.money)
    : 'payer_missing';
  if (reason) return { done: false, reason, payer };
  return { done: true, payer: await bookHold(tx, tenant, { locked, movement, maker }) };
}

type Booking = { locked: Locked; movement: Movement; maker: Maker; scored?: Scored };

/** Writes a hold that was judged, on accounts that are locked. */
export async function bookHold(
  tx: Tx,
  tenant: Tenant,
  { locked, movement, maker, scored }: Booking,
): Promise<Settled> {
  const { deedId, amount, operation, currency = tenant.currency } = movement;
  const booking = {
    ...{ deedId, currency, lines: [] },
    held: { role: 'payer' as const, by: totalOf(movement) },
    counted: {
      ...{ amount, cashOuts: operation === 'withdrawal' ? 1 : 0 },
      calendar: calendarOf(maker.now, tenant.timeZone),
    },
    scored,
  };
  const { payer } = await book(tx, tenant, { locked, booking, maker });
  if (!payer) throw new Error('Money was held back of nobody');
  return payer;
}

/**
 * Posts what was held back, or tells why not: the payer's money may rest by now, and the payee may not be paid any more.
 * Limits were counted when it was held back.
 */
export async function postHeld(tx: Tx, tenant: Tenant, movement: Movement, maker: Maker): Promise<Posting> {
  const locked = await lockMovement(tx, tenant, movement, maker.now);
  const { payer, payee } = partiesOf(locked, movement);
  const move = moveOf(tenant, movement, maker.now);
  const reason = !payer
    ? 'payer_missing'
    : !payee
      ? 'payee_missing'
      : (whyStopped(payer, move) ?? whyNotIn(payee, move, tenant.settings.money));
  if (reason) return { done: false, reason, payer, payee };
  const { deedId, currency = tenant.currency } = movement;
  const held = { role: 'payer' as const, by: -totalOf(movement) };
  const seen = { locked, now: maker.now, heldFor: totalOf(movement) };
  const habits = habitsAfterMovement(tenant, movement, seen);
  const booking = { deedId, currency, lines: linesOf(movement, tenant), held, habits };
  const booked = await book(tx, tenant, { locked, booking, maker });
  return { done: true, payer: booked.payer, payee: booked.payee };
}

/** Lets go of what was held back, and gives it back to the limits of the windows that it was counted in. */
export async function giveBack(
  tx: Tx,
  tenant: Tenant,
  { movement, counted, maker }: { movement: Movement; counted: Calendar; maker: Maker },
): Promise<Settled> {
  const locked = await lockMovement(tx, tenant, movement, maker.now);
  const { deedId, amount, operation, currency = tenant.currency } = movement;
  const booking = {
    ...{ deedId, currency, lines: [] },
    held: { role: 'payer' as const, by: -totalOf(movement) },
    counted: { amount: -amount, cashOuts: operation === 'withdrawal' ? -1 : 0, calendar: counted },
  };
  const { payer } = await book(tx, tenant, { locked, booking, maker });
  if (!payer) throw new Error('What was held back is given back to nobody');
  return payer;
}
