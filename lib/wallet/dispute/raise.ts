import { z } from 'zod';
import type { Tx } from '@/db/client';
import { moneyDisputes } from '@/db/schema/money';
import { after, DAY_MS } from '../../base/clock';
import { idText, newId } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { notFound, notSignedIn, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { keyText } from '../../command/key-text';
import { book } from '../ledger';
import { makerOf } from '../maker-of';
import { queueMoney } from '../money-queue';
import { isBetweenPeople, lockDeed, type PastDeed, readDeed, readDisputeOf } from '../past-deed';
import { sampleTransfer } from '../sample-wallet';
import { aboutsOf, heldFor, refusalOfRaising } from './dispute';
import { ABOUTS } from './spoken';
import { disputesPageOf, tellSide } from './tell-dispute';

/** Each time the payee's money is held, and both are written to. */
const MOST_TIMES = 3;

/**
 * Says that a movement which one has paid was not right. What its payee still has of it is held at once, until staff have
 * decided or the deadline is over; both are told, and neither who the other is. Refuses a movement of others, what is too
 * old, taken back, disputed or decided already.
 */
export const raiseDispute = command({
  name: 'dispute.raise',
  proof: 'session',
  perMinute: 10,
  input: z.strictObject({ deedId: idText, about: z.enum(ABOUTS), words: oneLine(500), key: keyText }),
  output: z.strictObject({
    ...{ disputeId: z.uuid(), deedId: z.uuid(), held: z.bigint(), deadlineAt: z.date() },
  }),
  idempotencyKey: 'key',
  async run({ tx, actor, tenant, now }, { deedId, about, words }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id: raisedBy } = actor.principal;
    const deed = await readDeed(tx, tenant, deedId);
    // What somebody got, and what others moved among themselves, is not theirs to dispute: it is not even there.
    if (!isBetweenPeople(deed) || deed.from.kind !== 'wallet' || deed.from.ownerId !== raisedBy)
      throw notFound();
    const { money } = tenant.settings;
    const { locked, reversal } = await lockDeed(tx, tenant, { deed, now });
    const earlier = await readDisputeOf(tx, tenant, deed);
    const refused = refusalOfRaising({ deed, now, money, reversed: reversal !== null, earlier });
    if (refused) throw refused;
    if (earlier && (await timesRaised(tx, tenant.id, { raisedBy, deed })) >= MOST_TIMES) throw raisedOften();
    if (!aboutsOf(deed).includes(about)) throw aboutsNothing();
    const { payer: payee } = locked;
    if (!payee) throw new Error('Money was paid into an account that does not exist');

    const held = heldFor(deed, payee);
    const [id, deadlineAt] = [newId(now), after(now, money.disputeDays * DAY_MS)];
    if (held > 0n) {
      const holding = { role: 'payer' as const, by: held };
      const booking = { deedId, currency: deed.currency, lines: [], held: holding };
      await book(tx, tenant, { locked, booking, maker: makerOf(actor, now) });
    }
    await tx.insert(moneyDisputes).values({
      ...{ tenantId: tenant.id, id, deedId, raisedBy, raisedAt: now, about, words },
      ...{ accountId: payee.accountId, held, state: 'open', deadlineAt },
    });
    await queueMoney(tx, { subjectId: id, kind: 'dispute', tenantId: tenant.id, dueAt: deadlineAt });
    const told = { deedId, currency: deed.currency, amount: held, until: deadlineAt };
    await tellSide(tx, tenant, now, { ...told, template: 'disputeRaised', personId: raisedBy });
    const page = disputesPageOf(payee);
    if (held > 0n)
      await tellSide(tx, tenant, now, { ...told, template: 'disputeHeld', personId: payee.personId, page });
    return {
      output: { disputeId: id, deedId, held, deadlineAt },
      evidence: {
        subject: `dispute:${id}`,
        severity: 'notice',
        change: { deed: deedId, about, held, of: deed.amount, deadline: deadlineAt },
      },
    };
  },
  async sample(ground) {
    const { deedId } = await sampleTransfer(ground, ground.actorId);
    return { deedId, about: 'wrong_number', words: 'I mistyped the last digit', key: newId(ground.now) };
  },
});

async function timesRaised(
  tx: Tx,
  tenantId: string,
  { raisedBy, deed: { deedId } }: { raisedBy: string; deed: PastDeed },
): Promise<number> {
  const { rows } = await tx.$client.query<{ times: number }>({
    name: 'dispute-times-raised',
    text: `select count(*)::int as times from money_disputes where tenant_id = $1 and raised_by = $2 and deed_id = $3`,
    values: [tenantId, raisedBy, deedId],
  });
  return rows[0]?.times ?? 0;
}

const raisedOften = () =>
  new Refusal(
    'dispute_raised_often',
    'You have disputed this movement {times} times. Call us, or come to a shop.',
    { status: 409, values: { times: MOST_TIMES } },
  );

const aboutsNothing = () =>
  new Refusal('dispute_about_unfit', 'This cannot be said of such a movement. Choose what happened.', {
    field: 'about',
  });
