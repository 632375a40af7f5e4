import { moneyDisputes } from '@/db/schema/money';
import { after, DAY_MS } from '../../base/clock';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { walletOf } from '../figures';
import { book } from '../ledger';
import { isBetweenPeople, lockDeed, readDeed } from '../past-deed';
import { post } from '../post';
import { sampleCustomer, sampleFunds } from '../sample-wallet';

const AMOUNT = 500n;

/** Pays a customer out of somebody's wallet, or out of another customer's, for the samples of commands. */
export async function sampleTransfer(
  ground: SampleGround,
  payerId?: string,
): Promise<{ deedId: string; payerId: string; payeeId: string }> {
  const { tx, tenant, now } = ground;
  const payer = payerId ?? (await sampleCustomer(ground)).personId;
  await sampleFunds(ground, payer, 10_000n);
  const { personId: payeeId } = await sampleCustomer(ground);
  const deedId = newId(now);
  const movement = {
    ...{ deedId, operation: 'transfer' as const, amount: AMOUNT, fee: 20n },
    ...{ payer: walletOf(payer), payee: walletOf(payeeId) },
  };
  const maker = { personId: payer, now, ip: null, deviceId: null, risk: 0 };
  const posting = await post(tx, tenant, movement, maker);
  if (!posting.done) throw new Error(`The sample of a movement was not paid: ${posting.reason}`);
  return { deedId, payerId: payer, payeeId };
}

/** Writes an open dispute of such a movement; with `over` its deadline is now. */
export async function sampleDispute(
  ground: SampleGround,
  payerId?: string,
  { over = false } = {},
): Promise<{ disputeId: string; deedId: string }> {
  const { tx, tenant, now } = ground;
  const paid = await sampleTransfer(ground, payerId);
  const deed = await readDeed(tx, tenant, paid.deedId);
  if (!isBetweenPeople(deed)) throw new Error('The sample of a movement joins two people');
  const { locked } = await lockDeed(tx, tenant, { deed, now });
  const { payer: payee } = locked;
  if (!payee) throw new Error('The sample of a movement has no payee');
  const booking = {
    ...{ deedId: deed.deedId, currency: deed.currency, lines: [] },
    held: { role: 'payer' as const, by: AMOUNT },
  };
  const maker = { personId: paid.payerId, now, ip: null, deviceId: null, risk: 0 };
  await book(tx, tenant, { locked, booking, maker });
  const disputeId = newId(now);
  await tx.insert(moneyDisputes).values({
    ...{ tenantId: tenant.id, id: disputeId, deedId: deed.deedId, raisedBy: paid.payerId, raisedAt: now },
    ...{
      about: 'wrong_number',
      words: 'I mistyped the last digit',
      accountId: payee.accountId,
      held: AMOUNT,
    },
    ...{ state: 'open', deadlineAt: over ? now : after(now, 14 * DAY_MS) },
  });
  return { disputeId, deedId: deed.deedId };
}
