import { moneyDisputes } from '@/db/schema/money';
import { after, DAY_MS } from '../../base/clock';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { book } from '../ledger';
import { isBetweenPeople, lockDeed, readDeed } from '../past-deed';
import { sampleTransfer } from '../sample-wallet';

/** Writes an open dispute of a transfer that is made for it, for the samples of commands; with `over` its deadline is now. */
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
    held: { role: 'payer' as const, by: deed.amount },
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
      held: deed.amount,
    },
    ...{ state: 'open', deadlineAt: over ? now : after(now, 14 * DAY_MS) },
  });
  return { disputeId, deedId: deed.deedId };
}
