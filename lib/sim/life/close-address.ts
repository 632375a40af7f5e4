import type { Tx } from '@/db/client';
import type { Msisdn } from '../../base/msisdn';

/**
 * Ends what was sent to a number and would open something: codes of every kind, and links that let in. Links that only
 * protect stay good, since whoever reads them can do no harm with them.
 */
export async function closeAddress(tx: Tx, tenantId: string, msisdn: Msisdn, now: Date): Promise<void> {
  await tx.$client.query({
    name: 'number-close-codes',
    text: 'update one_time_codes set used_at = $3 where tenant_id = $1 and address = $2 and used_at is null',
    values: [tenantId, msisdn, now],
  });
  await tx.$client.query({
    name: 'number-close-links',
    text: `update sign_in_links set used_at = $3 where tenant_id = $1 and address = $2 and used_at is null
      and purpose in ('sign_in', 'reset_password', 'verify_email')`,
    values: [tenantId, msisdn, now],
  });
}
