import { z } from 'zod';
import { after, calendarOf } from '../base/clock';
import { newId } from '../base/id';
import { maskName } from '../base/mask';
import { type Msisdn, parseMsisdn, spellMsisdn } from '../base/msisdn';
import { atField, notSignedIn } from '../base/refusal';
import { query, type SampleGround } from '../command/command';
import { inCurrency } from '../policy/in-currency';
import { amountOf } from './amount';
import { readHolders, walletOf } from './figures';
import { findHolder } from './find-holder';
import { openQuote, quoteText, sealQuote } from './quote-token';
import { sampleCustomer, sampleFunds } from './sample-wallet';
import { currencyAsked } from './statement/currency-asked';
import { judge, priceOf } from './wallet';
import { recipientIsSelf, recipientUnknown, whyNotSend } from './why-not';

const input = z
  .strictObject({
    to: z.string().max(64).optional(),
    amount: z.string().max(64).optional(),
    currency: currencyAsked,
    /** A quote that was made before, to be looked at again: it stays the same, and ends when it ended. */
    quote: quoteText.optional(),
  })
  .refine(({ to, quote }) => quote || to, { path: ['to'], error: 'Type the number to send to.' })
  .refine(({ amount, quote }) => quote || amount, { path: ['amount'], error: 'Type an amount.' });

const output = z.strictObject({
  /** The id of the deed that it becomes, and so of its receipt. */
  id: z.uuid(),
  /** Sealed for the payer; handed to `wallet.transfer` it is paid, once. */
  quote: z.string(),
  /** The name is masked; the number is the payer's own word, spelled for reading it again. */
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
  input,
  output,
  async run({ tx, actor, tenant: home, now }, given) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id: payerId, locale } = actor.principal;
    const earlier = given.quote && openQuote(home.id, payerId, given.quote, now);
    const tenant = inCurrency(home, earlier ? earlier.currency : given.currency);
    const mobile = earlier
      ? (earlier.mobile as Msisdn)
      : atField('to', () => parseMsisdn(given.to ?? '', tenant.country));
    const amount = earlier ? earlier.amount : amountOf(given.amount ?? '', tenant);
    const to = await findHolder(tx, tenant, mobile);
    if (!to || (earlier && earlier.payeeId !== to.personId)) throw recipientUnknown();
    if (to.personId === payerId) throw recipientIsSelf();

    const { money } = tenant.settings;
    const fee = earlier ? earlier.fee : priceOf(money.transferFee, amount);
    const move = { amount, fee, calendar: calendarOf(now, tenant.timeZone), at: now };
    const sides = await readHolders(tx, tenant, {
      ...{ now, payer: walletOf(payerId), payee: walletOf(to.personId) },
    });
    const reason = judge(sides, move, money);
    if (reason) throw whyNotSend(reason, { tenant, locale, payer: sides.payer, move });

    const quote = earlier || {
      ...{ deedId: newId(now), payeeId: to.personId, mobile, amount, fee, currency: tenant.currency },
      expiresAt: after(now, money.quoteValidMs),
    };
    return {
      id: quote.deedId,
      quote: given.quote ?? sealQuote(tenant.id, payerId, quote),
      to: { name: maskName(to.name), number: spellMsisdn(mobile) },
      ...{ amount, fee, total: amount + fee, currency: tenant.currency, expiresAt: quote.expiresAt },
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
