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
  return tokensIn(tenant.id, rows);
}

/** As `linkTokensTo`, of all messages to an address, whoever it belongs to. */
export async function linksTo({ tenant }: Ground, address: string): Promise<string[]> {
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query<{ id: string; values: Buffer }>(
      'select id, values from outbox_messages where tenant_id = $1 and address = $2 order by id',
      [tenant.id, address],
    ),
  );
  return tokensIn(tenant.id, rows);
}

const tokensIn = (tenantId: string, rows: readonly { id: string; values: Buffer }[]): string[] =>
  rows.flatMap(({ id, values }) => {
    const token = /token=([\w-]{43})/.exec(unseal(values, 'outbox', placeOf(tenantId, id)));
    return token?.[1] ? [token[1]] : [];
  });
