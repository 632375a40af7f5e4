import { inTenant } from '@/db/client';
import { unseal } from '@/lib/base/seal';
import { placeOf } from '@/lib/notice/promise-message';
import type { Ground } from './ground';

/** The tokens of the links in a person's messages of one template, in order: what somebody reads who holds their telephone. */
export async function linkTokensTo(
  { tenant }: Ground,
  personId: string,
  template: string,
): Promise<string[]> {
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query<{ id: string; values: Buffer }>(
      'select id, values from outbox_messages where tenant_id = $1 and person_id = $2 and template = $3 order by id',
      [tenant.id, personId, template],
    ),
  );
  return rows.flatMap(({ id, values }) => {
    const token = /token=([\w-]{43})/.exec(unseal(values, 'outbox', placeOf(tenant.id, id)));
    return token?.[1] ? [token[1]] : [];
  });
}
