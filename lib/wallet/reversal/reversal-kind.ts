import { z } from 'zod';
import type { Deed } from '../../command/command';
import { endDispute } from '../dispute/end-dispute';
import { tellSide } from '../dispute/tell-dispute';
import { readHolders } from '../figures';
import { makerOf } from '../maker-of';
import { isBetweenPeople, type LockedDeed, lockDeed, readDeed, readDispute } from '../past-deed';
import { handOf } from '../proposal/hands';
import type { Kind, Proposal, ProposalFact } from '../proposal/proposal';
import { receiptNumberOf } from '../receipt-number';
import { availableOf } from '../wallet';
import { refusalOfHands } from './hands';
import { refusalOfDeed, type TakenBack, takeBack } from './take-back';

const terms = z.object({ withFee: z.boolean() });

/** What an approved reversal does: the principal comes back whole or not at all, and a dispute of it ends upheld. */
export const reversal: Kind = {
  async apply(deed, one) {
    const { tx, actor, tenant, now } = deed;
    const movement = await movementOf(deed, one);
    const refused = await refusalOfHands(deed, movement);
    if (refused) throw refused;
    const locked = await lockDeed(tx, tenant, { deed: movement, now });
    const { dispute } = locked;
    const { withFee } = terms.parse(one.terms);
    const taking = { amount: movement.amount, fromHold: dispute?.held ?? 0n, withFee };
    const taken = await takeBack(tx, tenant, { one: locked, taking, maker: makerOf(actor, now) });
    if (dispute)
      await endDispute(tx, dispute, { state: 'upheld', by: handOf(deed), decision: one.reason, now });
    await tellBoth(deed, { locked, taken, reason: one.reason });
    return {
      ...{ reversal: taken.deedId, back: taken.amount, fee: taken.fee, commission: taken.commission },
      dispute: dispute?.id ?? null,
    };
  },
  async facts(deed, one) {
    const { tx, tenant, now } = deed;
    const movement = await movementOf(deed, one);
    const { from, to, currency } = movement;
    const { payer, payee } = await readHolders(tx, tenant, { payer: from, payee: to, currency, now });
    const dispute = await openDisputeOf(deed, one);
    const facts: ProposalFact[] = [
      { what: 'receipt', text: receiptNumberOf(movement.deedId) },
      { what: 'movedAt', at: movement.at },
      { what: 'paidBy', text: payer?.name ?? '–' },
      { what: 'paidTo', text: payee?.name ?? '–' },
      { what: 'movedAmount', minor: movement.amount },
      { what: 'payeeHas', minor: (payee ? availableOf(payee) : 0n) + (dispute?.held ?? 0n) },
    ];
    if (terms.parse(one.terms).withFee) facts.push({ what: 'feeBack', minor: movement.fee });
    if (movement.commission > 0n) facts.push({ what: 'commissionBack', minor: movement.commission });
    return facts;
  },
};

async function movementOf({ tx, tenant }: Deed, { deedId }: Proposal) {
  if (!deedId) throw new Error('A reversal is proposed of a movement');
  const movement = await readDeed(tx, tenant, deedId);
  const refused = refusalOfDeed(movement);
  if (refused) throw refused;
  if (!isBetweenPeople(movement)) throw new Error('What can be taken back joins two people');
  return movement;
}

async function openDisputeOf({ tx, tenant }: Deed, { deedId }: Proposal) {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'reversal-open-dispute',
    text: `select id from money_disputes where tenant_id = $1 and deed_id = $2 and state = 'open'`,
    values: [tenant.id, deedId],
  });
  return rows[0] ? readDispute(tx, tenant, rows[0].id) : null;
}

type Back = { locked: LockedDeed; taken: TakenBack; reason: string };

async function tellBoth({ tx, tenant, now }: Deed, { locked: { deed }, taken, reason }: Back): Promise<void> {
  const told = { deedId: deed.deedId, currency: deed.currency, reason };
  const page = (kind: string, receipt: string) =>
    kind === 'float' ? '/agent/float' : `/user/wallet/receipts/${receipt}`;
  await tellSide(tx, tenant, now, {
    ...{ ...told, template: 'movementGivenBack', amount: taken.amount + taken.fee },
    ...{ personId: deed.from.ownerId, page: page(deed.from.kind, deed.deedId) },
  });
  await tellSide(tx, tenant, now, {
    ...{ ...told, template: 'movementTakenBack', amount: taken.amount },
    ...{ personId: deed.to.ownerId, page: page(deed.to.kind, deed.deedId) },
  });
}
