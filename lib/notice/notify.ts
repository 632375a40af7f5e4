import type { Tx } from '@/db/client';
import type { Tenant } from '../policy/tenant';
import { promiseMessages, type Template } from './promise-message';

type Addresses = { email: string | null; mobile: string | null; locale: string | null };

const READ = {
  name: 'notify-addresses',
  text: `select case when email_verified_at is not null then email end as email,
           case when mobile_verified_at is not null then mobile end as mobile, locale
         from users where tenant_id = $1 and id = $2`,
};

/**
 * Tells a person something about their account on every confirmed address of theirs, in the deed's transaction: a thief
 * who does it does not do so in silence. Gives how many messages were promised.
 */
export async function notifyPerson(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  personId: string,
  { template, values = {} }: { template: Template; values?: Record<string, string> },
): Promise<number> {
  const { rows } = await tx.$client.query<Addresses>({ ...READ, values: [tenant.id, personId] });
  const [known] = rows;
  if (!known) return 0;
  const { locale } = known;
  const to = [
    ...(known.email ? [{ channel: 'email' as const, address: known.email }] : []),
    ...(known.mobile ? [{ channel: 'sms' as const, address: known.mobile }] : []),
  ];
  await promiseMessages(
    tx,
    tenant,
    now,
    to.map((one) => ({ personId, ...one, template, locale, values })),
  );
  return to.length;
}
