import { z } from 'zod';
import { after, calendarOf } from '../../base/clock';
import { newId } from '../../base/id';
import { maskName } from '../../base/mask';
import { type Msisdn, parseMsisdn, spellMsisdn } from '../../base/msisdn';
import { atField, notSignedIn } from '../../base/refusal';
import { type Deed, query } from '../../command/command';
import type { Person } from '../../policy/actor';
import { amountOf } from '../../wallet/amount';
import { floatOf, readHolders, walletOf } from '../../wallet/figures';
import { findHolder } from '../../wallet/find-holder';
import { quoteText } from '../../wallet/quote-token';
import { sampleCustomer, sampleFunds } from '../../wallet/sample-wallet';
import { judge, priceOf } from '../../wallet/wallet';
import { sampleFloat } from '../sample-float';
import { customerOf } from './ask-customer';
import { openOffer, sealOffer } from './offer';
import { floatMissing, payeeIsPayer, payeeIsSelf, whyNotForCustomer } from './why-not';

const input = z
  .strictObject({
    from: z.string().max(64).optional(),
    /** Cash, or a payment to somebody: then to whom. */
    pays: z.enum(['cash', 'somebody']).default('cash'),
    to: z.string().max(64).optional(),
    amount: z.string().max(64).optional(),
    /** What was found before, to be looked at again: it keeps its key. */
    offer: quoteText.optional(),
  })
  .refine(({ from, offer }) => offer || from, { path: ['from'], error: 'Type the number of the customer.' })
  .refine(({ pays, to, offer }) => offer || pays === 'cash' || to, {
    path: ['to'],
    error: 'Type the number to send to.',
  })
  .refine(({ amount, offer }) => offer || amount, { path: ['amount'], error: 'Type an amount.' });

const output = z.strictObject({
  /** A good key for starting it: a page that is sent again starts it once. */
  key: z.uuid(),
  /** Sealed for this agent: the page of the last look carries it. */
  offer: z.string(),
  customer: z.strictObject({ name: z.string(), number: z.string() }),
  to: z.strictObject({ name: z.string(), number: z.string() }).nullable(),
  amount: z.bigint(),
  fee: z.bigint(),
  commission: z.bigint(),
  currency: z.string(),
  /** How long the customer will have. */
  confirmUntil: z.date(),
});

/**
 * Shows an agent whose wallet a number leads to, and what a withdrawal or a payment out of it would cost. Refuses early what
 * starting it would refuse; starting looks again.
 */
export const findPayment = query({
  name: 'counter.payment.find',
  proof: 'second-factor',
  input,
  output,
  async run(deed, given) {
    const { actor, tenant, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const { money } = tenant.settings;
    const { id: agentId } = actor.principal;
    const earlier = given.offer ? openOffer(tenant.id, agentId, given.offer, now) : undefined;
    const amount = earlier ? earlier.amount : amountOf(given.amount ?? '', tenant);
    const customer = await customerOf(deed, actor, earlier?.from ?? given.from ?? '');
    const typed = earlier ? earlier.to : given.pays === 'cash' ? null : (given.to ?? '');
    const isCash = typed === null;
    const payee = isCash ? undefined : await payeeOf(deed, actor, customer.personId, typed);
    const fee = priceOf(isCash ? money.withdrawalFee : money.transferFee, amount);
    const sides = await readHolders(deed.tx, tenant, {
      ...{ now, payer: walletOf(customer.personId) },
      payee: payee ? walletOf(payee.personId) : floatOf(agentId),
    });
    const move = { amount, fee, calendar: calendarOf(now, tenant.timeZone), at: now, cash: isCash };
    if (isCash && !sides.payee) throw floatMissing();
    const reason = judge(sides, move, money);
    if (reason)
      throw whyNotForCustomer(reason, {
        ...{ tenant, locale: actor.principal.locale, payer: sides.payer, now },
        payeeField: isCash ? undefined : 'to',
      });
    const offer = earlier ?? {
      ...{ key: newId(now), from: customer.mobile, to: payee?.mobile ?? null, amount },
      expiresAt: after(now, money.quoteValidMs),
    };
    return {
      key: offer.key,
      offer: given.offer ?? sealOffer(tenant.id, agentId, offer),
      customer: { name: maskName(customer.name), number: spellMsisdn(customer.mobile) },
      to: payee ? { name: maskName(payee.name), number: spellMsisdn(payee.mobile) } : null,
      ...{ amount, fee, commission: isCash ? priceOf(money.withdrawalCommission, amount) : 0n },
      ...{ currency: tenant.currency, confirmUntil: after(now, money.confirmWithinMs) },
    };
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    const { personId, mobile } = await sampleCustomer(ground);
    await sampleFunds(ground, personId, 20_000n);
    return { from: mobile, amount: '5000' };
  },
});

/** Whom the customer pays: neither themselves nor the agent. */
export async function payeeOf(
  { tx, tenant, now }: Pick<Deed, 'tx' | 'tenant' | 'now'>,
  agent: Person,
  customerId: string,
  typed: string,
): Promise<{ personId: string; name: string; mobile: Msisdn }> {
  const mobile = atField('to', () => parseMsisdn(typed, tenant.country));
  const payee = await findHolder(tx, tenant, mobile);
  const told = { tenant, locale: null, payer: undefined, now, payeeField: 'to' };
  if (!payee) throw whyNotForCustomer('payee_missing', told);
  if (payee.personId === customerId) throw payeeIsPayer();
  if (payee.personId === agent.principal.id) throw payeeIsSelf();
  return payee;
}
