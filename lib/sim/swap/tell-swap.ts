import type { Tx } from '@/db/client';
import { type Msisdn, spellMsisdn } from '../../base/msisdn';
import { isSetUp } from '../../notice/channels';
import { linksFor } from '../../notice/notice-link';
import { promiseMessages, type Template } from '../../notice/promise-message';
import { spellTime } from '../../notice/spell-time';
import { type To, waysTo } from '../../notice/ways-to';
import { languageOf } from '../../notice/words';
import type { Tenant } from '../../policy/tenant';
import { promiseDeliveries } from '../../trust/webhook/promise-delivery';
import type { StoredSwap } from './swap';

type SwapTemplate = Extract<Template, `swap${string}`>;

type Telling = {
  template: SwapTemplate;
  /** What the number itself is told instead, where it has more to do than the other addresses. */
  toNumber?: SwapTemplate;
  values?: Record<string, string>;
};

type Reader = { email: string | null; mobile: string | null; locale: string | null };

/**
 * Tells the holder on every channel, whatever they chose: each confirmed address, and the number itself, which the old
 * card carries until the case takes effect. Each message has a link of its own that says "this was not me".
 */
export async function tellSwap(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  one: StoredSwap,
  { template, toNumber = template, values = {} }: Telling,
): Promise<void> {
  const { holderId: personId, msisdn, id: caseId } = one;
  const { locale, ...known } = await readerOf(tx, tenant.id, personId);
  const to = everywhere(tenant, known, msisdn);
  const language = languageOf(locale ?? tenant.locale);
  const spelt = {
    number: spellMsisdn(msisdn as Msisdn),
    case: one.number,
    time: spellTime(one.readyAt ?? now, language, tenant.timeZone),
    dial: tenant.settings.ussdCode,
    ...values,
  };
  const links = await linksFor(tx, tenant, now, { template, personId, to, aboutId: caseId });
  const ids = await promiseMessages(
    tx,
    tenant,
    now,
    to.map((way, place) => ({
      ...{ personId, ...way, locale, values: { ...spelt, ...links[place] } },
      template: way.address === msisdn ? toNumber : template,
    })),
  );
  await tx.$client.query({
    name: 'swap-notices',
    text: `insert into swap_notices (tenant_id, case_id, message_id) select $1, $2, m from unnest($3::uuid[]) m`,
    values: [tenant.id, caseId, ids],
  });
}

async function readerOf(tx: Tx, tenantId: string, personId: string): Promise<Reader> {
  const { rows } = await tx.$client.query<Reader>({
    name: 'swap-reader',
    text: `select case when email_verified_at is not null then email end as email,
             case when mobile_verified_at is not null then mobile end as mobile, locale
           from users where tenant_id = $1 and id = $2`,
    values: [tenantId, personId],
  });
  return rows[0] ?? { email: null, mobile: null, locale: null };
}

function everywhere(tenant: Tenant, known: Omit<Reader, 'locale'>, msisdn: string): To[] {
  const isReady = (way: To['channel']) => isSetUp(tenant.settings.channels, way);
  const ways = [known, { email: null, mobile: msisdn }].flatMap((addresses) =>
    waysTo('security', null, addresses, isReady),
  );
  return [...new Map(ways.map((way) => [`${way.channel}:${way.address}`, way])).values()];
}

/** Whether a notice of a case has left the house: before one has, nobody could object. */
export async function hasBeenTold(tx: Tx, { tenantId, id }: StoredSwap): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'swap-told',
    text: `select from swap_notices n join outbox_messages m on m.tenant_id = n.tenant_id and m.id = n.message_id
           where n.tenant_id = $1 and n.case_id = $2 and m.state in ('sent', 'unclear') limit 1`,
    values: [tenantId, id],
  });
  return rowCount === 1;
}

/** Tells the tenant's webhooks what became of a case: ids and words of ours alone. */
export async function publishSwap(
  tx: Tx,
  one: StoredSwap,
  now: Date,
  type: 'sim.swap.requested' | 'sim.swap.refused' | 'sim.swap.completed',
): Promise<void> {
  const data = { swap: one.id, number: one.numberId, person: one.holderId, state: one.state };
  await promiseDeliveries(tx, one.tenantId, now, { type, data });
}
