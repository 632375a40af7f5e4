import { z } from 'zod';
import { calendarOf } from '../base/clock';
import { maskMsisdn, maskName } from '../base/mask';
import { parseMsisdn } from '../base/msisdn';
import { atField, notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { amountOf } from '../wallet/amount';
import { floatOf, readHolders, walletOf } from '../wallet/figures';
import { findHolder } from '../wallet/find-holder';
import { sampleCustomer } from '../wallet/sample-wallet';
import { judge, priceOf } from '../wallet/wallet';
import { sampleFloat } from './sample-float';
import { customerIsSelf, customerUnknown, whyNotDeposit } from './why-not';

/**
 * Shows an agent whose wallet a number leads to, masked, so that the customer can say whether it is theirs; with an
 * amount also what the agent earns by it. Refuses early what the deposit would refuse; the deposit looks again.
 */
export const findCustomer = query({
  name: 'counter.customer.find',
  proof: 'second-factor',
  input: z.strictObject({ to: z.string().max(64), amount: z.string().max(64).optional() }),
  output: z.strictObject({
    name: z.string(),
    number: z.string(),
    amount: z.bigint().nullable(),
    commission: z.bigint().nullable(),
    currency: z.string(),
  }),
  async run({ tx, actor, tenant, now }, input) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id: agentId, locale } = actor.principal;
    const mobile = atField('to', () => parseMsisdn(input.to, tenant.country));
    const amount = input.amount === undefined ? null : amountOf(input.amount, tenant);
    const customer = await findHolder(tx, tenant, mobile);
    if (!customer) throw customerUnknown();
    if (customer.personId === agentId) throw customerIsSelf();
    const { money } = tenant.settings;
    if (amount !== null) {
      const sides = await readHolders(tx, tenant, floatOf(agentId), walletOf(customer.personId));
      const move = { amount, fee: 0n, calendar: calendarOf(now, tenant.timeZone) };
      const reason = judge(sides, move, money);
      if (reason) throw whyNotDeposit(reason, { tenant, locale, ...sides, move });
    }
    return {
      ...{ name: maskName(customer.name), number: maskMsisdn(mobile), amount, currency: tenant.currency },
      commission: amount === null ? null : priceOf(money.depositCommission, amount),
    };
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    const { mobile } = await sampleCustomer(ground);
    return { to: mobile, amount: '5000' };
  },
});
