import type { Tx } from '@/db/client';
import { MINUTE_MS } from '../../base/clock';
import { maskMsisdn, maskName } from '../../base/mask';
import type { Msisdn } from '../../base/msisdn';
import type { Deed } from '../../command/command';
import { type PromisedMessage, promiseMessages } from '../../notice/promise-message';
import { originOf } from '../../policy/origin';
import type { Tenant } from '../../policy/tenant';
import { spellAmount } from '../amount';
import type { Holder } from '../figures';
import type { Settled } from '../ledger';
import { receiptNumberOf } from '../receipt-number';
import { messagesOfTransfer, smsTo } from '../transfer-messages';
import type { StoredPending } from './stored-pending';

/** Who asks, as a customer may see them: the agent's masked name, and their shop. */
export type Asker = { agent: string; place: string };

/** The shop of an agent, or the tenant itself where they have none. */
export async function askerOf(tx: Tx, tenant: Tenant, agentId: string): Promise<Asker> {
  const { rows } = await tx.$client.query<{ name: string; place: string | null }>({
    name: 'pending-asker',
    text: `select u.name, n.name as place from users u
             left join units n on n.tenant_id = u.tenant_id and n.id = u.unit_id where u.tenant_id = $1 and u.id = $2`,
    values: [tenant.id, agentId],
  });
  const [row] = rows;
  return { agent: maskName(row?.name ?? ''), place: row?.place ?? tenant.name };
}

/** What a customer is asked about, spelt in their language: the same on every channel. */
export function wordsAbout(
  tenant: Tenant,
  one: StoredPending,
  { asker, payer, payee }: { asker: Asker; payer: Holder; payee: Holder | undefined },
): Record<string, string> {
  const spell = (minor: bigint) => spellAmount(minor, tenant, payer.locale);
  const said = { ...asker, amount: spell(one.amount), fee: spell(one.fee) };
  if (one.operation === 'withdrawal') return said;
  const number = one.payeeMobile ? maskMsisdn(one.payeeMobile as Msisdn) : '';
  return { ...said, name: maskName(payee?.name ?? ''), number };
}

type Asking = {
  payer: Holder;
  words: Record<string, string>;
  /** Null where nothing that is sent to the number proves anything now: then it carries no code. */
  code: string | null;
};

/** Asks the customer: by SMS with a code that is theirs alone, and by e-mail that somebody waits for them. */
export async function tellAsked(
  { tx, tenant, now }: Deed,
  one: StoredPending,
  { payer, words, code }: Asking,
): Promise<void> {
  const { personId, locale, mobile } = payer;
  const minutes = String(Math.round((one.expiresAt.getTime() - now.getTime()) / MINUTE_MS));
  const page = `${originOf(tenant)}/user/wallet/confirm/${one.id}`;
  const address = `${originOf(tenant)}/confirm`;
  const email = await emailOf(tx, tenant.id, personId);
  const template = one.operation === 'withdrawal' ? 'withdrawalAsked' : 'paymentAsked';
  const messages: PromisedMessage[] = [];
  if (mobile && code)
    messages.push({
      ...{ personId, channel: 'sms', address: mobile, template, locale },
      values: { ...words, code, minutes, dial: tenant.settings.ussdCode, page: address },
    });
  if (email)
    messages.push({
      ...{ personId, channel: 'email', address: email, template: 'paymentWaits', locale },
      values: { ...words, minutes, page },
    });
  await promiseMessages(tx, tenant, now, messages);
}

async function emailOf(tx: Tx, tenantId: string, personId: string): Promise<string | null> {
  const { rows } = await tx.$client.query<{ email: string | null }>({
    name: 'pending-email',
    text: `select case when email_verified_at is not null then email end as email from users where tenant_id = $1 and id = $2`,
    values: [tenantId, personId],
  });
  return rows[0]?.email ?? null;
}

/** Tells the people of a payment that it was made, each with what they have now. */
export async function tellPosted(
  { tx, tenant, now }: Deed,
  { id, operation, amount, fee, payeeMobile }: StoredPending,
  { payer, payee }: { payer: Settled; payee: Settled },
): Promise<void> {
  const receiptNumber = receiptNumberOf(id);
  if (operation === 'transfer') {
    const number = payeeMobile ? maskMsisdn(payeeMobile as Msisdn) : '';
    const to = { name: maskName(payee.name), number };
    await promiseMessages(
      tx,
      tenant,
      now,
      messagesOfTransfer(tenant, { receiptNumber, amount, fee, payer, payee, to }),
    );
    return;
  }
  const spell = (minor: bigint) => spellAmount(minor, tenant, payer.locale);
  const values = {
    ...{ amount: spell(amount), fee: spell(fee), balance: spell(payer.postedAfter - payer.held) },
    ...{ agent: maskName(payee.name), receipt: receiptNumber },
  };
  await promiseMessages(tx, tenant, now, smsTo(payer, 'withdrawalPaid', values));
}
