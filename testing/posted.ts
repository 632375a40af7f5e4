import { inTenant } from '@/db/client';
import { unseal } from '@/lib/base/seal';
import { placeOf } from '@/lib/notice/promise-message';
import type { Tenant } from '@/lib/policy/tenant';

export type Posted = { channel: string; address: string; template: string; values: Record<string, string> };

/** What was promised to an address, the newest first, opened as the drainer opens it. */
export async function postedTo(tenant: Tenant, address: string): Promise<Posted[]> {
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query<{ id: string; channel: string; template: string; values: Buffer }>(
      `select id, channel, template, values from outbox_messages
       where tenant_id = $1 and address = $2 and values is not null order by created_at desc, id desc`,
      [tenant.id, address],
    ),
  );
  return rows.map(({ id, channel, template, values }) => ({
    ...{ channel, address, template },
    values: JSON.parse(unseal(values, 'outbox', placeOf(tenant.id, id))),
  }));
}

/** The code in the newest message to an address. */
export const codePostedTo = async (tenant: Tenant, address: string): Promise<string> =>
  (await postedTo(tenant, address)).find(({ values }) => values.code)?.values.code ?? '';

/** The token of the link in the newest message to an address. */
export async function tokenPostedTo(tenant: Tenant, address: string): Promise<string> {
  const [newest] = (await postedTo(tenant, address)).filter(({ values }) => values.link?.includes('token='));
  return new URL(newest?.values.link ?? 'http://nothing').searchParams.get('token') ?? '';
}
