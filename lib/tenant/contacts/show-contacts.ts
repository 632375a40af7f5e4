import { z } from 'zod';
import { query } from '../../command/command';
import { readSettings } from '../stored-settings';

/** Who hears of security incidents: the contacts, and by name the owners, who always do. */
export const showContacts = query({
  name: 'tenant.contacts.show',
  proof: 'second-factor',
  input: z.strictObject({}),
  output: z.strictObject({
    version: z.string(),
    contacts: z.array(z.string()),
    owners: z.array(z.strictObject({ id: z.uuid(), name: z.string(), email: z.string().nullable() })),
  }),
  async run({ tx, tenant }) {
    const { settings, version } = await readSettings(tx, tenant.id);
    const { rows: owners } = await tx.$client.query<{ id: string; name: string; email: string | null }>({
      name: 'contacts-owners',
      text: `select u.id, u.name, case when u.email_verified_at is not null then u.email end as email
             from roles r join memberships m on m.tenant_id = r.tenant_id and m.role_id = r.id
             join users u on u.tenant_id = m.tenant_id and u.id = m.person_id
             where r.tenant_id = $1 and r.key = 'owner' and u.status = 'active' order by u.name, u.id limit 50`,
      values: [tenant.id],
    });
    return { version, contacts: settings.trust.contacts, owners };
  },
  sample: async () => ({}),
});
