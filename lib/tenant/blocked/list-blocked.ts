import { z } from 'zod';
import { idText } from '../../base/id';
import { query } from '../../command/command';
import { sampleBlocked } from './sample-blocked';

const PAGE = 50;

const blocked = z.strictObject({
  id: z.uuid(),
  network: z.string(),
  reason: z.string(),
  since: z.date(),
  until: z.date(),
  /** Null where the product blocked it by itself. */
  placedBy: z.string().nullable(),
});
export type BlockedAddress = z.infer<typeof blocked>;

/** The addresses that nobody may sign in from at this moment, the newest first. */
export const listBlocked = query({
  name: 'address.blocked-list',
  proof: 'second-factor',
  input: z.strictObject({ before: idText.optional() }),
  output: z.strictObject({ blocked: z.array(blocked), next: z.uuid().nullable() }),
  async run({ tx, tenant, now }, { before }) {
    const { rows } = await tx.$client.query<BlockedAddress>({
      name: 'address-blocked-list',
      text: `select b.id, b.network, b.reason, b.since, b.until,
               (select u.name from users u where u.tenant_id = b.tenant_id and u.id = b.placed_by) as "placedBy"
             from blocked_addresses b
             where b.tenant_id = $1 and b.until > $2 and b.lifted_at is null and ($3::uuid is null or b.id < $3)
             order by b.id desc limit $4`,
      values: [tenant.id, now, before ?? null, PAGE + 1],
    });
    const shown = rows.slice(0, PAGE);
    return { blocked: shown, next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
  },
  sample: async (ground) => {
    await sampleBlocked(ground);
    return {};
  },
});
