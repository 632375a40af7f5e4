import { z } from 'zod';
import { calendarOf } from '../base/clock';
import { newId } from '../base/id';
import { maskMsisdn, maskName } from '../base/mask';
import { parseMsisdn } from '../base/msisdn';
import { atField, notSignedIn } from '../base/refusal';
import { command } from '../command/command';
import { keyText } from '../command/key-text';
import { promiseMessages } from '../notice/promise-message';
import { amountOf, moneyAbout, spellAmount } from '../wallet/amount';
import { floatOf, walletOf } from '../wallet/figures';
import { findHolder } from '../wallet/find-holder';
import { makerOf } from '../wallet/maker-of';
import { post } from '../wallet/post';
import { receiptNumberOf } from '../wallet/receipt-number';
import { sampleCustomer } from '../wallet/sample-wallet';
import { smsTo } from '../wallet/transfer-messages';
import { priceOf } from '../wallet/wallet';
import { tellIfLow } from './float/low';
import { sampleFloat } from './sample-float';
import { customerIsSelf, customerUnknown, whyNotDeposit } from './why-not';

const output = z.strictObject({
  receiptId: z.uuid(),
  receiptNumber: z.string(),
  to: z.strictObject({ name: z.string(), number: z.string() }),
  amount: z.bigint(),
  commission: z.bigint(),
  /** What the float holds now. */
  float: z.bigint(),
  currency: z.string(),
  at: z.date(),
});

/**
 * Takes a customer's cash: the agent's float pays their wallet, the tenant pays the agent's commission, and the
 * customer is told by SMS, all or nothing. Refuses a float that is too low, a wallet that would be too full, the
 * agent's own wallet, and whatever `judge` refuses on the locked accounts.
 */
export const deposit = command({
  name: 'wallet.deposit',
  proof: 'second-factor',
  input: z.strictObject({ to: z.string().max(64), amount: z.string().max(64), key: keyText }),
  output,
  idempotencyKey: 'key',
  about: ({ amount }, { tenant }) => moneyAbout(amountOf(amount, tenant), tenant),
  agreedTo: ({ to, amount }, { tenant }) => ({
    to: atField('to', () => parseMsisdn(to, tenant.country)),
    amount: String(amountOf(amount, tenant)),
  }),
  async run({ tx, actor, tenant, now }, input) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal } = actor;
    const mobile = atField('to', () => parseMsisdn(input.to, tenant.country));
    const amount = amountOf(input.amount, tenant);
    const customer = await findHolder(tx, tenant, mobile);
    if (!customer) throw customerUnknown();
    if (customer.personId === principal.id) throw customerIsSelf();

    const deedId = newId(now);
    const commission = priceOf(tenant.settings.money.depositCommission, amount);
    const movement = {
      ...{ deedId, operation: 'deposit' as const, amount },
      payer: floatOf(principal.id),
      payee: { ...walletOf(customer.personId), mobile },
      commission: { amount: commission, to: principal.id },
    };
    const posting = await post(tx, tenant, movement, makerOf(actor, now));
    if (!posting.done) {
      const move = { amount, fee: 0n, calendar: calendarOf(now, tenant.timeZone), at: now };
      const { payer, payee } = posting;
      throw whyNotDeposit(posting.reason, { tenant, locale: principal.locale, payer, payee, move });
    }
    const { payer, payee } = posting;
    if (!payer || !payee) throw new Error('A deposit was posted without its two sides');
    await tellIfLow(tx, tenant, now, payer);
    const receiptNumber = receiptNumberOf(deedId);
    const spell = (minor: bigint) => spellAmount(minor, tenant, payee.locale);
    const values = {
      ...{ amount: spell(amount), balance: spell(payee.postedAfter - payee.held) },
      ...{ agent: maskName(principal.name), receipt: receiptNumber },
    };
    await promiseMessages(tx, tenant, now, smsTo(payee, 'depositReceived', values));
    return {
      output: {
        ...{ receiptId: deedId, receiptNumber, amount, commission, currency: tenant.currency, at: now },
        to: { name: maskName(payee.name), number: maskMsisdn(mobile) },
        float: payer.postedAfter - payer.held,
      },
      evidence: {
        subject: `transfer:${deedId}`,
        change: { amount, commission, customer: customer.personId },
      },
    };
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    const { mobile } = await sampleCustomer(ground);
    return { to: mobile, amount: '5000', key: newId(ground.now) };
  },
});
