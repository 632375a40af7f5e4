import { z } from 'zod';
import { command } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { contactSettings } from '../../policy/contact-settings';
import { tellContacts } from '../../trust/incident/tell-contacts';
import { readSettings, writeSettings } from '../stored-settings';
import { changedMeanwhile } from '../update-sign-in';

/** E-mail addresses as they are typed: one a line. */
const contacts = z
  .string()
  .max(4_000)
  .default('')
  .transform((text, context) => {
    const lines = text
      .split(/[\s,;]+/)
      .map((line) => line.trim())
      .filter(Boolean);
    const parsed = contactSettings.safeParse(lines);
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: 'Type e-mail addresses, one a line, ten at most.' });
    return z.NEVER;
  });

/** Says who hears of security incidents beside the owners. Whoever was told until now, whoever is from now on and every owner hear of it. */
export const updateContacts = command({
  name: 'tenant.contacts.update',
  proof: 'fresh-second-factor',
  input: z.strictObject({
    /** The state that was changed: what somebody else has changed meanwhile is not overwritten. */
    version: z.union([z.literal('none'), z.iso.datetime()]),
    contacts,
  }),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }, given) {
    const { settings, version } = await readSettings(tx, tenant.id);
    if (version !== given.version) throw changedMeanwhile();
    const before = settings.trust.contacts;
    const trust = { ...settings.trust, contacts: given.contacts };
    const changedBy = personIdOf(actor);
    if (!(await writeSettings(tx, tenant.id, now, { version, changes: { trust }, changedBy })))
      throw changedMeanwhile();
    const spell = (addresses: readonly string[]) => addresses.join(', ') || '–';
    await tellContacts(tx, { ...tenant, settings }, now, {
      event: 'contacts.changed',
      template: 'contactsChanged',
      values: {
        name: actor.kind === 'person' ? actor.principal.name : tenant.name,
        before: spell(before),
        contacts: spell(given.contacts),
      },
      also: given.contacts,
      data: { by: changedBy, contacts: given.contacts.length },
    });
    return {
      output: {},
      evidence: {
        subject: `tenant:${tenant.id}`,
        severity: 'warning',
        change: { contacts: [before, given.contacts] },
      },
    };
  },
  async sample({ tx, tenant }) {
    const { version } = await readSettings(tx, tenant.id);
    return { version, contacts: 'security@example.com\nduty@example.com' };
  },
});
