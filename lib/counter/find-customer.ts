import { z } from 'zod';
import { after, calendarOf } from '../base/clock';
import { newId } from '../base/id';
import { maskName } from '../base/mask';
import { type Msisdn, parseMsisdn, spellMsisdn } from '../base/msisdn';
import { atField, notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { amountOf } from '../wallet/amount';
import { floatOf, readHolders, walletOf } from '../wallet/figures';
import { findHolder } from '../wallet/find-holder';
import { openQuote, quoteText, sealQuote } from '../wallet/quote-token';
import { sampleCustomer } from '../wallet/sample-wallet';
import { judge, priceOf } from '../wallet/wallet';
import { sampleFloat } from './sample-float';
import { customerIsSelf, customerUnknown, whyNotDeposit } from './why-not';

const input = z
  .strictObject({
    to: z.string().max(64).optional(),
    amount: z.string().max(64).optional(),
    /** What was found before, to be looked at again. */
    offer: quoteText.optional(),
  })
  .refine(({ to, offer }) => offer || to, { path: ['to'], error: 'Type the number of the customer.' });

const output = z.strictObject({
  /** Masked, so that the customer says whether it is theirs; the number is what the agent typed, spelled to be read. */
  name: z.string(),
  number: z.string(),
  currency: z.string(),
  /** With an amount: what the deposit would be, sealed for this agent. Its id is a good key for the deposit. */
  deposit: z
    .strictObject({
      id: z.uuid(),
      offer: z.string(),
      amount: z.bigint(),
      commission: z.bigint(),
      expiresAt: z.date(),
    })
    .nullable(),
});

/**
 * Shows an agent whose wallet a number leads to, and with an amount what depositing it would be.
 * Refuses early what the deposit would refuse; the deposit looks again.
 */
export const findCustomer = query({
  name: 'counter.customer.find',
  proof: 'second-factor',
  input,
  output,
  async run({ tx, actor, tenant, now }, given) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id: agentId, locale } = actor.principal;
    const earlier = given.offer && openQuote(tenant.id, agentId, given.offer, now, 'deposit-offer');
    const mobile = earlier
      ? (earlier.mobile as Msisdn)
      : atField('to', () => parseMsisdn(given.to ?? '', tenant.country));
    const customer = await findHolder(tx, tenant, mobile);
    if (!customer || (earlier && earlier.payeeId !== customer.personId)) throw customerUnknown();
    if (customer.personId === agentId) throw customerIsSelf();
    const found = { name: maskName(customer.name), number: spellMsisdn(mobile), currency: tenant.currency };
    if (!earlier && given.amount === undefined) return { ...found, deposit: null };

    const { money } = tenant.settings;
    const amount = earlier ? earlier.amount : amountOf(given.amount ?? '', tenant);
    const sides = await readHolders(tx, tenant, {
      ...{ now, payer: floatOf(agentId), payee: walletOf(customer.personId) },
    });
    const move = { amount, fee: 0n, calendar: calendarOf(now, tenant.timeZone), at: now };
    const reason = judge(sides, move, money);
    if (reason) throw whyNotDeposit(reason, { tenant, locale, ...sides, move });
    const offer = earlier || {
      ...{ deedId: newId(now), payeeId: customer.personId, mobile, amount, fee: 0n },
      expiresAt: after(now, money.quoteValidMs),
    };
    return {
      ...found,
      deposit: {
        id: offer.deedId,
        offer: given.offer ?? sealQuote(tenant.id, agentId, offer, 'deposit-offer'),
        ...{ amount, commission: priceOf(money.depositCommission, amount), expiresAt: offer.expiresAt },
      },
    };
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    const { mobile } = await sampleCustomer(ground);
    return { to: mobile, amount: '5000' };
  },
});
