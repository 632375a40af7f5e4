import { maskMsisdn, maskName } from '../base/mask';
import type { Msisdn } from '../base/msisdn';
import type { PromisedMessage } from '../notice/promise-message';
import type { Tenant } from '../policy/tenant';
import { spellAmount } from './amount';
import type { Settled } from './ledger';

type Sent = {
  receiptNumber: string;
  amount: bigint;
  fee: bigint;
  payer: Settled;
  payee: Settled;
  /** The payee as the payer may see them. */
  to: { name: string; number: string };
};

/** The messages to both people of a transfer, each to the number that they have confirmed, in their own language. */
export function messagesOfTransfer(
  tenant: Tenant,
  { receiptNumber: receipt, amount, fee, payer, payee, to }: Sent,
): PromisedMessage[] {
  const spellFor = (reader: Settled) => (minor: bigint) => spellAmount(minor, tenant, reader.locale);
  const [forPayer, forPayee] = [spellFor(payer), spellFor(payee)];
  return [
    ...smsTo(payer, 'transferSent', {
      ...{ ...to, receipt, amount: forPayer(amount), fee: forPayer(fee) },
      balance: forPayer(payer.postedAfter - payer.held),
    }),
    ...smsTo(payee, 'transferReceived', {
      ...{ name: maskName(payer.name), number: numberOf(payer), receipt, amount: forPayee(amount) },
      balance: forPayee(payee.postedAfter - payee.held),
    }),
  ];
}

/** A message to the holder of an account, or none where no number of theirs is confirmed. */
export function smsTo(
  { personId, mobile, locale }: Settled,
  template: PromisedMessage['template'],
  values: Record<string, string>,
): PromisedMessage[] {
  return mobile ? [{ personId, channel: 'sms', address: mobile, template, locale, values }] : [];
}

const numberOf = ({ mobile }: Settled): string => (mobile ? maskMsisdn(mobile as Msisdn) : '');
