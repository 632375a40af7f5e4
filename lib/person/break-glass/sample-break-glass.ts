import { after, DAY_MS } from '../../base/clock';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { insertPerson } from '../new-person';
import { WAITS_MS } from './break-glass';

/** A wish of an administrator who has been here for long, for whoever acts, and has been too. Gives its id. */
export async function sampleBreakGlass({ tx, tenant, now, actorId }: SampleGround): Promise<string> {
  const before = after(now, -30 * DAY_MS);
  const askedBy = await insertPerson(tx, tenant.id, before, {
    name: 'Glass Sample',
    email: 'glass-sample@example.com',
    emailVerifiedAt: before,
    status: 'active',
    roles: ['admin'],
  });
  await tx.$client.query('update users set created_at = $3 where tenant_id = $1 and id = $2', [
    ...[tenant.id, actorId, before],
  ]);
  await tx.$client.query('update memberships set granted_at = $3 where tenant_id = $1 and person_id = $2', [
    ...[tenant.id, actorId, before],
  ]);
  const id = newId(now);
  await tx.$client.query(
    `insert into break_glass (tenant_id, id, reason, asked_by, asked_at, expires_at) values ($1,$2,$3,$4,$5,$6)`,
    [tenant.id, id, 'The only owner is in hospital', askedBy, now, after(now, WAITS_MS)],
  );
  return id;
}
