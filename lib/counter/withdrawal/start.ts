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
import { sampleFloat } from '../sample-float';
import { askCustomer, customerOf, startedEvidence } from './ask-customer';

export const startedOutput = z.strictObject({ pendingId: z.uuid(), expiresAt: z.date() });

/**
 * An agent starts a withdrawal: the amount and its fee are held in the customer's wallet, and the customer is asked. The
 * agent types neither their PIN nor a code that was sent to them, and pays out only what is posted. Refuses the agent's own
 * wallet, an unknown number, an agent without a float, a second one for the same customer, and whatever `judge` refuses.
 */
export const startWithdrawal = command({
  name: 'wallet.withdrawal.start',
  proof: 'second-factor',
  input: z.strictObject({ from: z.string().max(64), amount: z.string().max(64), key: keyText }),
  output: startedOutput,
  idempotencyKey: 'key',
  about: ({ amount }, { tenant }) => moneyAbout(amountOf(amount, tenant), tenant),
  agreedTo: ({ from, amount }, { tenant }) => ({
    from: atField('from', () => parseMsisdn(from, tenant.country)),
    amount: String(amountOf(amount, tenant)),
  }),
  prepare: ({ actor }) => prepareLook(actor, 'wallet.withdrawal.start'),
  async run(deed, input, policies) {
    const { actor, tenant } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const amount = amountOf(input.amount, tenant);
    const customer = await customerOf(deed, actor, input.from);
    const { money } = tenant.settings;
    const opening = await askCustomer(deed, actor, {
      ...{ customer, policies, operation: 'withdrawal', amount, fee: priceOf(money.withdrawalFee, amount) },
      commission: priceOf(money.withdrawalCommission, amount),
      ...{ payeeId: actor.principal.id, payeeMobile: null },
    });
    if (!opening.done) return opening.stopped;
    const { one } = opening;
    return { output: { pendingId: one.id, expiresAt: one.expiresAt }, evidence: startedEvidence(one) };
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    const { personId, mobile } = await sampleCustomer(ground);
    await sampleFunds(ground, personId, 20_000n);
    return { from: mobile, amount: '5000', key: newId(ground.now) };
  },
});
