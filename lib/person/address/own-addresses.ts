import { z } from 'zod';
import { notSignedIn } from '../../base/refusal';
import { query } from '../../command/command';

/** One's own addresses, whether each is confirmed, and the one that awaits its code. */
export const ownAddresses = query({
  name: 'person.addresses',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({
    email: z.string().nullable(),
    mobile: z.string().nullable(),
    emailConfirmed: z.boolean(),
    mobileConfirmed: z.boolean(),
    awaits: z.string().nullable(),
  }),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id, email, mobile } = actor.principal;
    const { rows } = await tx.$client.query<Row>({
      name: 'addresses-awaiting',
      text: `select u.email_verified_at is not null as "emailConfirmed",
               u.mobile_verified_at is not null as "mobileConfirmed",
               (select address from one_time_codes where tenant_id = $1 and person_id = $2 and used_at is null
                  and purpose in ('change_email', 'change_mobile') and expires_at > $3 and tries_left > 0
                order by id desc limit 1) as awaits
             from users u where u.tenant_id = $1 and u.id = $2`,
      values: [tenant.id, id, now],
    });
    const { emailConfirmed = false, mobileConfirmed = false, awaits = null } = rows[0] ?? {};
    return { email, mobile, emailConfirmed, mobileConfirmed, awaits };
  },
  sample: async () => ({}),
});

type Row = { emailConfirmed: boolean; mobileConfirmed: boolean; awaits: string | null };
