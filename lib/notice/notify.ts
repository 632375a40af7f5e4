import type { Tx } from '@/db/client';
import type { Tenant } from '../policy/tenant';
import { isSetUp } from './channels';
import { linksFor } from './notice-link';
import { promiseMessages, type Template } from './promise-message';
import { TOPIC_OF } from './topic';
import { waysTo } from './ways-to';

type Known = { email: string | null; mobile: string | null; locale: string | null; chosen: string[] | null };

const READ = {
  name: 'notify-addresses',
  text: `select case when u.email_verified_at is not null then u.email end as email,
           case when u.mobile_verified_at is not null then u.mobile end as mobile, u.locale,
           (select p.channels from notice_preferences p
             where p.tenant_id = $1 and p.person_id = $2 and p.topic = $3) as chosen
         from users u where u.tenant_id = $1 and u.id = $2`,
};

type Values = Record<string, string>;
/** Values that are spelt in the reader's language are made when it is known. */
type Notice = {
  template: Template;
  values?: Values | ((locale: string | null) => Values);
  /** To every confirmed address, whatever was chosen: whoever chose may have been a thief. */
  everywhere?: boolean;
};

/**
 * Tells a person something about their account, on the addresses that they chose for its topic, in the deed's
 * transaction: a thief who does it does not do so in silence. Words with a place for a link get one for each address. Gives how many messages were promised.
 */
export async function notifyPerson(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  personId: string,
  { template, values = {}, everywhere = false }: Notice,
): Promise<number> {
  const topic = TOPIC_OF[template];
  const { rows } = await tx.$client.query<Known>({ ...READ, values: [tenant.id, personId, topic] });
  const [known] = rows;
  if (!known) return 0;
  const { locale, chosen } = known;
  const to = waysTo(topic, everywhere ? null : chosen, known, (way) =>
    isSetUp(tenant.settings.channels, way),
  );
  const spelt = typeof values === 'function' ? values(locale) : values;
  const links = await linksFor(tx, tenant, now, { template, personId, to });
  await promiseMessages(
    tx,
    tenant,
    now,
    to.map((one, place) => ({ personId, ...one, template, locale, values: { ...spelt, ...links[place] } })),
  );
  return to.length;
}
