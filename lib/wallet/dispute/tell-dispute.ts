import type { Tx } from '@/db/client';
import { notifyPerson } from '../../notice/notify';
import type { Template } from '../../notice/promise-message';
import { spellTime } from '../../notice/spell-time';
import { languageOf } from '../../notice/words';
import { originOf } from '../../policy/origin';
import type { Tenant } from '../../policy/tenant';
import { spellAmount } from '../amount';
import type { Owned } from '../figures';
import { receiptNumberOf } from '../receipt-number';

type DisputeTemplate = Extract<Template, `dispute${string}` | `movement${string}`>;

type Telling = {
  template: DisputeTemplate;
  deedId: string;
  currency: string;
  amount: bigint;
  until?: Date;
  reason?: string;
  /** Where the reader goes on in the portal. */
  page?: string;
};

/** Where whoever holds an account reads of the disputes of it. */
export const disputesPageOf = ({ kind }: Pick<Owned, 'kind'>): string =>
  kind === 'float' ? '/agent/disputes' : '/user/disputes';

/** Tells one side of a movement what happened to it: by its receipt and its amount, and never who the other side is. */
export async function tellSide(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { personId, ...telling }: Telling & { personId: string },
): Promise<void> {
  const { template, deedId, currency, amount, until, reason, page } = telling;
  await notifyPerson(tx, tenant, now, personId, {
    template,
    values: (locale) => ({
      receipt: receiptNumberOf(deedId),
      amount: spellAmount(amount, { ...tenant, currency }, locale),
      until: until ? spellTime(until, languageOf(locale ?? tenant.locale), tenant.timeZone) : '',
      reason: reason ?? '',
      page: `${originOf(tenant)}${page ?? '/user/disputes'}`,
    }),
  });
}
