import { after, DAY_MS } from '../../base/clock';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';

/** An address that is blocked for a day. Gives the id of its row. */
export async function sampleBlocked({ tx, tenant, now }: SampleGround): Promise<string> {
  const id = newId(now);
  await tx.$client.query(
    `insert into blocked_addresses (tenant_id, id, network, reason, since, until) values ($1, $2, $3, $4, $5, $6)`,
    [tenant.id, id, '203.0.114.7/32', 'They try passwords all night', now, after(now, DAY_MS)],
  );
  return id;
}
