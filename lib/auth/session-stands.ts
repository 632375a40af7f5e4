import type { Tx } from '@/db/client';
import { notSignedIn } from '../base/refusal';
import type { Person } from '../policy/actor';

/**
 * Refuses a deed whose session was ended between the beginning of its request and now: it may have waited for the very
 * deed that ended it. Whoever ends it next waits until this deed is over.
 */
export async function assertSessionStands(tx: Tx, { tenant, session }: Person): Promise<void> {
  const { rows } = await tx.$client.query<{ ended: boolean }>({
    name: 'session-stands',
    text: 'select revoked_at is not null as ended from sessions where tenant_id = $1 and id = $2 for share',
    values: [tenant.id, session.id],
  });
  if (rows[0]?.ended) throw notSignedIn();
}
