import { z } from 'zod';
import type { Tx } from '@/db/client';
import { after, calendarOf } from '../base/clock';
import { newId } from '../base/id';
import { maskMsisdn, maskName } from '../base/mask';
import type { Msisdn } from '../base/msisdn';
import { notSignedIn } from '../base/refusal';
import { command } from '../command/command';
import { keyText } from '../command/key-text';
import { promiseMessages } from '../notice/promise-message';
import { inCurrency } from '../policy/in-currency';
import { prepareLook } from '../trust/decision/second-look';
import { moneyAbout } from './amount';
import { walletOf } from './figures';
import { holdForReview } from './fraud/hold-for-review';
import { refuseAsFraud } from './fraud/refuse-as-fraud';
import { weighWithReviews } from './fraud/weigh-with-reviews';
import { makerOf } from './maker-of';
import { bookMovement, lockMovement, whyNot } from './post';
import { openQuote, quoteText, sealQuote } from './quote-token';
import { receiptNumberOf } from './receipt-number';
import { sampleCustomer, sampleFunds } from './sample-wallet';
import { messagesOfTransfer } from './transfer-messages';
import { quoteIsPaid, whyNotSend } from './why-not';

const output = z.strictObject({
  /** The deed's id, by which its receipt is found. */
  receiptId: z.uuid(),
  receiptNumber: z.string(),
  to: z.strictObject({ name: z.string(), number: z.string() }),
  amount: z.bigint(),
  fee: z.bigint(),
  balance: z.bigint(),
  currency: z.string(),
  at: z.date(),
  /** Until when people look at it first, while the money is set aside; null where it was paid at once. */
  heldUntil: z.date().nullable(),
});

/**
 * Pays a quote: the amount to the recipient, the fee to the tenant, and a message to both people, all or nothing.
 * Refuses a quote that is too old, altered, another's or paid, and whatever `judge` refuses on the locked accounts. What
 * looks like fraud is refused, wants a fresh second factor, or is set aside until people have looked at it.
 */
export const transfer = command({
  name: 'wallet.transfer',
  proof: 'session',
  input: z.strictObject({ quote: quoteText, key: keyText }),
  output,
  idempotencyKey: 'key',
  about({ quote }, { tenant, principal }) {
    // How old it is is the deed's to judge: a repeat is answered as the first was, however late it comes.
    const { amount, currency } = openQuote(tenant.id, principal.id, quote, new Date(0));
    return moneyAbout(amount, inCurrency(tenant, currency));
  },
  agreedTo({ quote }, { tenant, principal }) {
    const { payeeId, mobile, amount } = openQuote(tenant.id, principal.id, quote, new Date(0));
    return { to: mobile, person: payeeId, amount: String(amount) };
  },
  prepare: ({ actor }) => prepareLook(actor, 'wallet.transfer'),
  async run(deed, input, policies) {
    const { tx, actor, tenant: home, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal } = actor;
    const quote = openQuote(home.id, principal.id, input.quote, now);
    const tenant = inCurrency(home, quote.currency);
    const { deedId, payeeId, mobile, amount, fee } = quote;
    const movement = {
      ...{ deedId, operation: 'transfer' as const, amount },
      payer: walletOf(principal.id),
      payee: { ...walletOf(payeeId), mobile },
      fee,
    };
    const maker = makerOf(actor, now);
    const locked = await lockMovement(tx, tenant, movement, now);
    const reason = whyNot(tenant, movement, { locked, now });
    if (reason) {
      // Somebody who pays a quote twice is told so, and not that the first time left too little for the second.
      if (await wasAskedFor(tx, tenant.id, deedId)) throw quoteIsPaid();
      const move = { amount, fee, calendar: calendarOf(now, tenant.timeZone), at: now };
      throw whyNotSend(reason, { tenant, locale: principal.locale, payer: locked.payer, move });
    }
    const weighing = { movement, locked, maker, policies, payerId: principal.id, payeeId };
    const weighed = await weighWithReviews({ ...deed, tenant }, weighing);
    const { scored, outcome, refused } = weighed;
    if (outcome === 'refuse') return refuseAsFraud({ ...deed, tenant }, { scored, refused });
    const receiptNumber = receiptNumberOf(deedId);
    const to = { name: maskName(locked.payee?.name ?? ''), number: maskMsisdn(mobile as Msisdn) };
    const said = { receiptId: deedId, receiptNumber, to, amount, fee, currency: tenant.currency, at: now };
    const change = { amount, fee, payee: payeeId };
    if (outcome === 'hold') {
      const held = { movement, locked, maker, scored, payeeId, mobile };
      const { payer, expiresAt } = await holdForReview({ ...deed, tenant }, held);
      return {
        output: { ...said, balance: payer.posted - payer.held, heldUntil: expiresAt },
        evidence: {
          ...{ subject: `pending:${deedId}`, severity: 'warning', tells: [principal.id] },
          change: { ...change, score: scored.score, state: [null, 'pending_approval'] },
        },
      };
    }
    const { payer, payee } = await bookMovement(tx, tenant, { locked, movement, maker, scored });
    if (!payer || !payee) throw new Error('A transfer was posted without its two people');
    const sent = { receiptNumber, amount, fee, payer, payee, to };
    await promiseMessages(tx, tenant, now, messagesOfTransfer(tenant, sent));
    return {
      output: { ...said, balance: payer.postedAfter - payer.held, heldUntil: null },
      evidence: { subject: `transfer:${deedId}`, change: { ...change, score: scored.score } },
    };
  },
  async sample(ground) {
    const { tenant, now, actorId } = ground;
    await sampleFunds(ground, actorId, 10_000n);
    const { personId, mobile } = await sampleCustomer(ground);
    const expiresAt = after(now, tenant.settings.money.quoteValidMs);
    const quote = { deedId: newId(now), payeeId: personId, mobile, amount: 1_500n, fee: 100n, expiresAt };
    return { quote: sealQuote(tenant.id, actorId, quote), key: newId(now) };
  },
});

/** Whether this deed was looked at before: it was paid then, is held, or was refused. */
async function wasAskedFor(tx: Tx, tenantId: string, deedId: string): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'wallet-quote-was-used',
    text: 'select from fraud_scores where tenant_id = $1 and deed_id = $2',
    values: [tenantId, deedId],
  });
  return rowCount !== 0;
}
