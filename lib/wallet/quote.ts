import { z } from 'zod';
import { after, calendarOf } from '../base/clock';
import { newId } from '../base/id';
import { maskMsisdn, maskName } from '../base/mask';
import { parseMsisdn } from '../base/msisdn';
import { atField, notSignedIn } from '../base/refusal';
import { query, type SampleGround } from '../command/command';
import { amountOf } from './amount';
import { readHolders, walletOf } from './figures';
import { findHolder } from './find-holder';
import { sealQuote } from './quote-token';
import { sampleCustomer, sampleFunds } from './sample-wallet';
import { judge, priceOf } from './wallet';
import { recipientIsSelf, recipientUnknown, whyNotSend } from './why-not';

const output = z.strictObject({
  /** Sealed for the payer; handed to `wallet.transfer` it is paid, once. */
  quote: z.string(),
  to: z.strictObject({ name: z.string(), number: z.string() }),
  amount: z.bigint(),
  fee: z.bigint(),
  total: z.bigint(),
  currency: z.string(),
  expiresAt: z.date(),
});

/**
 * Says what sending an amount to a number will cost and whom it will reach, good for five minutes.
 * Refuses what the transfer would refuse, as things stand now; the transfer looks again.
 */
export const quoteTransfer = query({
  name: 'wallet.quote',
  proof: 'session',
  input: z.strictObject({ to: z.string().max(64), amount: z.string().max(64) }),
  output,
  async run({ tx, actor, tenant, now }, input) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id: payerId, locale } = actor.principal;
    const mobile = atField('to', () => parseMsisdn(input.to, tenant.country));
    const amount = amountOf(input.amount, tenant);
    const to = await findHolder(tx, tenant, mobile);
    if (!to) throw recipientUnknown();
    if (to.personId === payerId) throw recipientIsSelf();

    const { money } = tenant.settings;
    const fee = priceOf(money.transferFee, amount);
    const move = { amount, fee, calendar: calendarOf(now, tenant.timeZone) };
    const sides = await readHolders(tx, tenant, walletOf(payerId), walletOf(to.personId));
    const reason = judge(sides, move, money);
    if (reason) throw whyNotSend(reason, { tenant, locale, payer: sides.payer, move });

    const expiresAt = after(now, money.quoteValidMs);
    const quote = { deedId: newId(now), payeeId: to.personId, mobile, amount, fee, expiresAt };
    return {
      quote: sealQuote(tenant.id, payerId, quote),
      to: { name: maskName(to.name), number: maskMsisdn(mobile) },
      ...{ amount, fee, total: amount + fee, currency: tenant.currency, expiresAt },
    };
  },
  sample: sampleQuoteInput,
});

/** Funds the actor and gives a number and an amount that a quote may be asked for. */
async function sampleQuoteInput(ground: SampleGround): Promise<{ to: string; amount: string }> {
  await sampleFunds(ground, ground.actorId, 10_000n);
  const { mobile } = await sampleCustomer(ground);
  return { to: mobile, amount: '1500' };
}
