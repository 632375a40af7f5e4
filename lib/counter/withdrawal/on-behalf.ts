import { z } from 'zod';
import { newId } from '../../base/id';
import { parseMsisdn } from '../../base/msisdn';
import { atField, notSignedIn } from '../../base/refusal';
import { command } from '../../command/command';
import { keyText } from '../../command/key-text';
import { prepareLook } from '../../trust/decision/second-look';
import { amountOf, moneyAbout } from '../../wallet/amount';
import { sampleCustomer, sampleFunds } from '../../wallet/sample-wallet';
import { priceOf } from '../../wallet/wallet';
import { askCustomer, customerOf, startedEvidence } from './ask-customer';
import { payeeOf } from './find';
import { startedOutput } from './start';

/**
 * An agent starts a payment from a customer's wallet to a number, for a customer who cannot do it themselves: it is held,
 * and the customer is shown whom, how much and the fee, and confirms it as they would a withdrawal. Nothing of it can
 * become the agent's.
 */
export const startOnBehalf = command({
  name: 'wallet.on-behalf.start',
  proof: 'second-factor',
  input: z.strictObject({
    ...{ from: z.string().max(64), to: z.string().max(64) },
    ...{ amount: z.string().max(64), key: keyText },
  }),
  output: startedOutput,
  idempotencyKey: 'key',
  about: ({ amount }, { tenant }) => moneyAbout(amountOf(amount, tenant), tenant),
  agreedTo: ({ from, to, amount }, { tenant }) => ({
    from: atField('from', () => parseMsisdn(from, tenant.country)),
    to: atField('to', () => parseMsisdn(to, tenant.country)),
    amount: String(amountOf(amount, tenant)),
  }),
  prepare: ({ actor }) => prepareLook(actor, 'wallet.on-behalf.start'),
  async run(deed, input, policies) {
    const { actor, tenant } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const amount = amountOf(input.amount, tenant);
    const customer = await customerOf(deed, actor, input.from);
    const payee = await payeeOf(deed, actor, customer.personId, input.to);
    const opening = await askCustomer(deed, actor, {
      ...{ customer, policies, operation: 'transfer', amount },
      ...{ fee: priceOf(tenant.settings.money.transferFee, amount), commission: 0n },
      ...{ payeeId: payee.personId, payeeMobile: payee.mobile },
    });
    if (!opening.done) return opening.stopped;
    const { one } = opening;
    return { output: { pendingId: one.id, expiresAt: one.expiresAt }, evidence: startedEvidence(one) };
  },
  async sample(ground) {
    const { personId, mobile } = await sampleCustomer(ground);
    await sampleFunds(ground, personId, 20_000n);
    const { mobile: to } = await sampleCustomer(ground);
    return { from: mobile, to, amount: '5000', key: newId(ground.now) };
  },
});
