import { maskMsisdn, maskName } from '../../../base/mask';
import type { Msisdn } from '../../../base/msisdn';
import type { Deed } from '../../../command/command';
import { notifyPerson } from '../../../notice/notify';
import type { Template } from '../../../notice/promise-message';
import { spellTime } from '../../../notice/spell-time';
import { languageOf } from '../../../notice/words';
import { originOf } from '../../../policy/origin';
import { spellAmount } from '../../amount';
import type { StoredPending } from '../../pending/stored-pending';

type Telling = {
  template: Extract<Template, 'transferHeld' | 'transferGivenBack' | 'withdrawalCleared'>;
  payerId: string;
  amount: bigint;
  currency: string;
  to?: { name: string; number: string | null };
  /** Until when people look at it, or until when it can be done. */
  until?: Date;
  /** Where the reader goes on in the portal. */
  page: string;
};

/** Tells a payer what becomes of something that looked like fraud. */
export async function tellPayer(
  { tx, tenant, now }: Omit<Deed, 'actor'>,
  { template, payerId, amount, currency, to, until, page }: Telling,
): Promise<void> {
  await notifyPerson(tx, tenant, now, payerId, {
    template,
    values: (locale) => ({
      amount: spellAmount(amount, { ...tenant, currency }, locale),
      name: maskName(to?.name ?? ''),
      number: to?.number ? maskMsisdn(to.number as Msisdn) : '',
      until: until ? spellTime(until, languageOf(locale ?? tenant.locale), tenant.timeZone) : '',
      page: `${originOf(tenant)}${page}`,
    }),
  });
}

/** Tells a payer that what was looked at was not made, and that the money is theirs to spend again. */
export async function tellGivenBack(
  deed: Omit<Deed, 'actor'>,
  { id, payerId, payeeId, payeeMobile, amount, currency }: StoredPending,
): Promise<void> {
  const { rows } = await deed.tx.$client.query<{ name: string }>({
    name: 'fraud-payee-name',
    text: 'select name from users where tenant_id = $1 and id = $2',
    values: [deed.tenant.id, payeeId],
  });
  await tellPayer(deed, {
    ...{ template: 'transferGivenBack', payerId, amount, currency },
    ...{ to: { name: rows[0]?.name ?? '', number: payeeMobile }, page: `/user/wallet/confirm/${id}` },
  });
}
