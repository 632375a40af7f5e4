import { z } from 'zod';
import { query } from '../command/command';
import { STAFF_ROLES } from '../policy/roles';
import { demoOnly } from './demo-only';

const MOST_SHOWN = 24;

type Row = {
  id: string;
  name: string;
  address: string;
  lastMessageAt: Date | null;
  isStaff: boolean;
  created_at: Date;
};

const READ = {
  name: 'demo-phones',
  text: `select * from (
      select u.id, u.name, coalesce(u.mobile, n.msisdn, u.email) as address, m.at as "lastMessageAt", u.created_at,
        exists (select 1 from memberships g join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id
          where g.tenant_id = u.tenant_id and g.person_id = u.id and r.key = any($3)) as "isStaff"
      from users u
      left join lateral (select msisdn from numbers n
        where n.tenant_id = u.tenant_id and n.holder_id = u.id order by n.id limit 1) n on true
      left join lateral (select max(h.at) as at from handset_messages h
        where h.tenant_id = u.tenant_id and h.address in (u.email, u.mobile, n.msisdn)) m on true
      where u.tenant_id = $1
        and ($2 = '' or u.name ilike $2 or u.email ilike $2 or u.mobile like $2 or n.msisdn like $2)) phones
    order by "isStaff" desc, case when not "isStaff" then "lastMessageAt" end desc nulls last, created_at, name
    limit $4`,
};

/** Gives the telephones of the demo: those of the staff in the order they came, then those where something arrived last. */
export const demoPhones = query({
  name: 'demo.phones',
  proof: 'none',
  perMinute: 600,
  input: z.strictObject({ search: z.string().trim().max(80).default('') }),
  output: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      address: z.string(),
      lastMessageAt: z.date().nullable(),
      isStaff: z.boolean(),
    }),
  ),
  async run({ tx, tenant }, { search }) {
    demoOnly();
    const { rows } = await tx.$client.query<Row>({
      ...READ,
      values: [tenant.id, search === '' ? '' : `%${pattern(search)}%`, STAFF_ROLES, MOST_SHOWN],
    });
    return rows.map(({ created_at: _, ...phone }) => phone);
  },
  sample: async () => ({ search: '+250 788 100 001' }),
});

/** A number may be typed with spaces and its leading zero; signs that a pattern gives a meaning are taken as they are. */
function pattern(search: string): string {
  const digits = search.replace(/[\s()-]/g, '');
  const text = /^\+?\d{3,}$/.test(digits) ? digits.replace(/^\+?0+/, '') : search;
  return text.replace(/[\\%_]/g, '\\$&');
}
