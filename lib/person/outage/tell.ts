// What is written when somebody is told has the same shape, whoever it is: as many messages and links as anybody can have,
// of which those that nobody gets are promised to nobody. So the work tells no stranger whose number they have typed.
import type { Tx } from '@/db/client';
import { after } from '../../base/clock';
import { newId } from '../../base/id';
import { maskName } from '../../base/mask';
import { isSetUp } from '../../notice/channels';
import { newToken, tokenPrint } from '../../notice/notice-link';
import { type PromisedMessage, promiseMessages, type Template } from '../../notice/promise-message';
import { spellTime } from '../../notice/spell-time';
import { type To, waysTo } from '../../notice/ways-to';
import { languageOf } from '../../notice/words';
import { originOf } from '../../policy/origin';
import type { Tenant } from '../../policy/tenant';
import { MOST_CONTACTS } from '../contacts/contact';
import type { Subscriber } from './find-subscriber';
import { CONFIRMS_WITHIN_MS } from './outage';

const MOST_ADDRESSES = 2;
const NOBODY = '-';

type About = { template: Template; until?: Date };

const addressed = (tenant: Tenant, addresses: { email: string | null; mobile: string | null }): To[] =>
  waysTo('security', null, addresses, (way) => isSetUp(tenant.settings.channels, way));

const padded = <One>(some: readonly One[], most: number): (One | undefined)[] =>
  Array.from({ length: most }, (_, place) => some[place]);

/** What somebody is told on every address that they have confirmed. */
function toHolder(tenant: Tenant, holder: Subscriber | undefined, { template, until }: About) {
  const to = holder ? addressed(tenant, holder) : [];
  const locale = holder?.locale ?? null;
  const values = {
    page: `${originOf(tenant)}/user/security/number`,
    ...(until && { until: spellTime(until, languageOf(locale ?? tenant.locale), tenant.timeZone) }),
  };
  return padded(to, MOST_ADDRESSES).map(
    (one): PromisedMessage => ({
      personId: one && holder ? holder.personId : null,
      channel: one?.channel ?? 'none',
      address: one?.address ?? NOBODY,
      ...{ template, locale, values },
    }),
  );
}

/** Tells somebody of their telephone on every address that they have confirmed; nobody, where it is nobody's. */
export async function tellHolder(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { holder, ...about }: About & { holder: Subscriber | undefined },
): Promise<void> {
  await promiseMessages(tx, tenant, now, toHolder(tenant, holder, about));
}

type Reported = { reportId: string; holder: Subscriber | undefined; until: Date; asksContacts: boolean };

/** Tells the holder of a report, and asks whom they trust whether it is true. */
export async function tellOfReport(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { reportId, holder, until, asksContacts }: Reported,
): Promise<void> {
  const contacts = padded(asksContacts ? (holder?.contacts ?? []) : [], MOST_CONTACTS).map((contact) => {
    const addresses = {
      email: contact?.channel === 'email' ? contact.address : null,
      mobile: contact?.channel === 'sms' ? contact.address : null,
    };
    return { to: addressed(tenant, addresses)[0], token: newToken() };
  });
  await insertLinks(tx, tenant, now, { reportId, personId: holder?.personId ?? null, contacts });
  const name = maskName(holder?.name ?? NOBODY);
  await promiseMessages(tx, tenant, now, [
    ...toHolder(tenant, holder, { template: 'outageReported', until }),
    ...contacts.map(
      ({ to, token }): PromisedMessage => ({
        personId: null,
        channel: to?.channel ?? 'none',
        address: to?.address ?? NOBODY,
        template: 'outageAsked',
        // We know no language of theirs: that of whoever named them is the best guess.
        locale: holder?.locale ?? null,
        values: { name, link: `${originOf(tenant)}/no-network/confirm?token=${token}` },
      }),
    ),
  ]);
}

type Asking = {
  reportId: string;
  personId: string | null;
  contacts: { to: To | undefined; token: string }[];
};

async function insertLinks(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { reportId, personId, contacts }: Asking,
): Promise<void> {
  await tx.$client.query({
    name: 'outage-links',
    text: `insert into sign_in_links (tenant_id, id, purpose, person_id, about_id, address, channel, token_fingerprint,
        tries_left, created_at, expires_at)
      select $1::uuid, l.id, 'confirm_outage', $2::uuid, $3::uuid, l.address, l.channel, l.print, 1, $4::timestamptz,
        $5::timestamptz
      from unnest($6::uuid[], $7::text[], $8::text[], $9::bytea[]) as l (id, address, channel, print)`,
    values: [
      ...[tenant.id, personId, reportId, now, after(now, CONFIRMS_WITHIN_MS)],
      contacts.map(() => newId(now)),
      contacts.map(({ to }) => to?.address ?? NOBODY),
      contacts.map(({ to }) => to?.channel ?? 'email'),
      contacts.map(({ token }) => tokenPrint(token)),
    ],
  });
}
