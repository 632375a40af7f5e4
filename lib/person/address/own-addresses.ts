import { z } from 'zod';
import { notSignedIn } from '../../base/refusal';
import { query } from '../../command/command';

/** One's own addresses, and the one that awaits its code. */
export const ownAddresses = query({
  name: 'person.addresses',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({
    email: z.string().nullable(),
    mobile: z.string().nullable(),
    awaits: z.string().nullable(),
  }),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id, email, mobile } = actor.principal;
    const { rows } = await tx.$client.query<{ address: string }>({
      name: 'addresses-awaiting',
      text: `select address from one_time_codes where tenant_id = $1 and person_id = $2 and used_at is null
               and purpose in ('change_email', 'change_mobile') and expires_at > $3 and tries_left > 0
             order by id desc limit 1`,
      values: [tenant.id, id, now],
    });
    return { email, mobile, awaits: rows[0]?.address ?? null };
  },
  sample: async () => ({}),
});
