import { z } from 'zod';
import { identifier, type Name, normalName } from '../../auth/find-account';
import { issueLink } from '../../auth/link';
import { DAY_MS } from '../../base/clock';
import { idText } from '../../base/id';
import { maskName } from '../../base/mask';
import { parseMsisdn } from '../../base/msisdn';
import { oneLine } from '../../base/plain-text';
import { atField, notFound, notSignedIn } from '../../base/refusal';
import { command, query } from '../../command/command';
import { spendCodeAbroad } from '../../command/limit';
import { notifyPerson } from '../../notice/notify';
import { promiseMessage } from '../../notice/promise-message';
import type { Principal } from '../../policy/actor';
import { originOf } from '../../policy/origin';
import type { Tenant } from '../../policy/tenant';
import { contactAskedOften, contactIsNamed, contactIsSelf, contactsAreFull, MOST_CONTACTS } from './contact';
import { insertContact, lockContact, lockContacts, readContacts, saveContact } from './stored-contact';

const ASKS_AN_HOUR = 3;
const AGREES_WITHIN_MS = 7 * DAY_MS;

/** Those whom one has named as trusted, and whether they have agreed. */
export const ownContacts = query({
  name: 'person.contact.list',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({
    most: z.number().int(),
    contacts: z.array(
      z.strictObject({
        id: z.uuid(),
        name: z.string(),
        channel: z.enum(['email', 'sms']),
        address: z.string(),
        addedAt: z.date(),
        agreedAt: z.date().nullable(),
      }),
    ),
  }),
  async run({ tx, actor, tenant }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const stored = await readContacts(tx, tenant.id, actor.principal.id);
    const contacts = stored.map(({ id, name, channel, address, addedAt, agreedAt }) => ({
      ...{ id, name, channel, address, addedAt, agreedAt },
    }));
    return { most: MOST_CONTACTS, contacts };
  },
  sample: async () => ({}),
});

/** Names somebody who may say that one's telephone is gone. They are asked by a link whether they want to. */
export const addContact = command({
  name: 'person.contact.add',
  proof: 'fresh-second-factor',
  perMinute: 10,
  input: z.strictObject({ name: oneLine(80), address: identifier }),
  output: z.strictObject({ contactId: z.uuid() }),
  async run({ tx, actor, tenant, now }, { name, address: typed }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal } = actor;
    const at = addressIn(typed, tenant);
    const [channel, address] = 'email' in at ? (['email', at.email] as const) : (['sms', at.mobile] as const);
    if (address === principal.email || address === principal.mobile) throw contactIsSelf();
    const contacts = await lockContacts(tx, tenant.id, principal.id);
    if (contacts.some((one) => one.address === address)) throw contactIsNamed();
    if (contacts.length >= MOST_CONTACTS) throw contactsAreFull();
    if (channel === 'sms') await spendCodeAbroad(tenant, address);
    const named = { personId: principal.id, name, channel, address };
    const contactId = await insertContact(tx, tenant.id, now, named);
    const link = await issueLink(tx, tenant, now, {
      ...{ purpose: 'agree_contact', personId: principal.id, aboutId: contactId, address, channel },
      ...{ livesMs: AGREES_WITHIN_MS, sendsAnHour: ASKS_AN_HOUR },
    });
    if (!link) throw contactAskedOften();
    await promiseMessage(tx, tenant, now, {
      ...{ personId: null, channel, address, template: 'contactAsked', locale: principal.locale },
      values: askingIn(tenant, principal, link.token),
    });
    await notifyPerson(tx, tenant, now, principal.id, { template: 'contactNamed', values: { name } });
    const evidence = { subject: `person:${principal.id}`, severity: 'notice' as const };
    return {
      output: { contactId },
      evidence: { ...evidence, change: { contact: contactId, added: channel } },
    };
  },
  sample: async () => ({ name: 'Ben Trusted', address: '+250 788 100 009' }),
});

const askingIn = (tenant: Tenant, { name }: Principal, token: string) => ({
  name: maskName(name),
  link: `${originOf(tenant)}/trusted-contact?token=${token}`,
});

/** An address as somebody typed it; what is neither an e-mail nor a number of a mobile is refused. */
function addressIn(typed: string, tenant: Tenant): Name {
  if (typed.includes('@')) return normalName(typed, tenant);
  return { mobile: atField('address', () => parseMsisdn(typed, tenant.country)) };
}

/** Takes a trusted contact away: from then on they are asked nothing, and their links say nothing. */
export const removeContact = command({
  name: 'person.contact.remove',
  proof: 'fresh-second-factor',
  input: z.strictObject({ contactId: idText }),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }, { contactId }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id: personId } = actor.principal;
    const one = await lockContact(tx, tenant.id, contactId);
    if (one?.personId !== personId) throw notFound();
    await saveContact(tx, one, { removedAt: now });
    await notifyPerson(tx, tenant, now, personId, {
      ...{ template: 'contactRemoved', values: { name: one.name } },
    });
    const evidence = { subject: `person:${personId}`, severity: 'notice' as const };
    return { output: {}, evidence: { ...evidence, change: { contact: contactId, removed: one.channel } } };
  },
  async sample({ tx, tenant, now, actorId: personId }) {
    const named = { personId, name: 'Ben', channel: 'email' as const, address: 'ben-removed@example.com' };
    return { contactId: await insertContact(tx, tenant.id, now, named) };
  },
});
