import type { Tx } from '@/db/client';
import { notFound } from '../../base/refusal';
import { stands } from '../../trust/hold';
import type { Hand, Place, StoredBreakGlass } from './break-glass';

const COLUMNS = `id, reason, asked_by as "askedBy", asked_at as "askedAt", expires_at as "expiresAt",
  opened_by as "openedBy", opened_at as "openedAt", ends_at as "endsAt", ended_at as "endedAt"`;

/** Gives who asked, so that people can be locked before what they asked for. Refuses an unknown one. */
export async function askerOf(tx: Tx, tenantId: string, id: string): Promise<string> {
  const { rows } = await tx.$client.query<{ askedBy: string }>({
    name: 'break-glass-asker',
    text: 'select asked_by as "askedBy" from break_glass where tenant_id = $1 and id = $2',
    values: [tenantId, id],
  });
  if (!rows[0]) throw notFound();
  return rows[0].askedBy;
}

/** Locks one and gives it as it stands now. */
export async function lockBreakGlass(tx: Tx, tenantId: string, id: string): Promise<StoredBreakGlass> {
  const { rows } = await tx.$client.query<StoredBreakGlass>({
    name: 'break-glass-lock',
    text: `select ${COLUMNS} from break_glass where tenant_id = $1 and id = $2 for no key update`,
    values: [tenantId, id],
  });
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** Those of a tenant that stand in no row as ended, locked in the order of their ids: of one person, or of all. */
export async function lockUnended(tx: Tx, tenantId: string, askedBy?: string): Promise<StoredBreakGlass[]> {
  const { rows } = await tx.$client.query<StoredBreakGlass>({
    name: 'break-glass-unended',
    text: `select ${COLUMNS} from break_glass
           where tenant_id = $1 and ended_at is null and ($2::uuid is null or asked_by = $2)
           order by id for no key update`,
    values: [tenantId, askedBy ?? null],
  });
  return rows;
}

type Ending = { id: string; at: Date; by: string | null };

/** Writes that one has ended. */
export async function writeEnd(tx: Tx, tenantId: string, { id, at, by }: Ending): Promise<void> {
  await tx.$client.query({
    name: 'break-glass-end',
    text: 'update break_glass set ended_at = $3, ended_by = $4 where tenant_id = $1 and id = $2',
    values: [tenantId, id, at, by],
  });
}

/** Locks people in the order of their ids, and gives what counts of them here. Whoever is unknown is left out. */
export async function lockHands(
  tx: Tx,
  tenantId: string,
  now: Date,
  ids: readonly string[],
): Promise<Map<string, Hand>> {
  await tx.$client.query({
    name: 'break-glass-people',
    text: 'select id from users where tenant_id = $1 and id = any($2) order by id for no key update',
    values: [tenantId, ids],
  });
  type Row = Omit<Hand, 'grants'> & { grants: { by: string | null; at: string }[] };
  const { rows } = await tx.$client.query<Row>({
    name: 'break-glass-hands',
    text: `select u.id, u.status, u.created_at as "createdAt",
        array(select h.kind from person_holds h
          where h.tenant_id = $1 and h.person_id = u.id and ${stands('h', '$3')}) as held,
        (select coalesce(jsonb_agg(jsonb_build_object('by', m.granted_by, 'at', m.granted_at)), '[]')
          from memberships m join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
          where m.tenant_id = $1 and m.person_id = u.id and r.key in ('admin', 'owner')) as grants,
        array(select e.actor_id::text from audit_events e
          where e.tenant_id = $1 and e.subject = 'person:' || u.id and e.command = 'role.assign' and e.outcome = 'done'
            and e.change ->> 'role' in ('admin', 'owner') and e.actor_id is not null
          union select m.granted_by::text from memberships m join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
          where m.tenant_id = $1 and m.person_id = u.id and r.key in ('admin', 'owner') and m.granted_by is not null
        ) as givers
      from users u where u.tenant_id = $1 and u.id = any($2)`,
    values: [tenantId, ids, now],
  });
  return new Map(
    rows.map((row) => [
      row.id,
      { ...row, grants: row.grants.map(({ by, at }) => ({ by, at: new Date(at) })) },
    ]),
  );
}

/** Where one was asked for, as the audit log has it; undefined where it was not by a person at a browser. */
export async function placeOfAsking(tx: Tx, tenantId: string, id: string): Promise<Place | undefined> {
  const { rows } = await tx.$client.query<Place>({
    name: 'break-glass-asked-where',
    text: `select device_id as "deviceId", host(ip) as ip, user_agent as "userAgent" from audit_events
           where tenant_id = $1 and subject = $2 and command = 'break-glass.ask' and outcome = 'done' limit 1`,
    values: [tenantId, `break-glass:${id}`],
  });
  return rows[0];
}

/** Counts the browsers that both have signed in from. */
export async function countSharedDevices(
  tx: Tx,
  tenantId: string,
  one: string,
  other: string,
): Promise<number> {
  const { rows } = await tx.$client.query<{ count: number }>({
    name: 'break-glass-shared-devices',
    text: `select count(*)::int as count from known_devices a
           join known_devices b on b.tenant_id = a.tenant_id and b.device_id = a.device_id
           where a.tenant_id = $1 and a.person_id = $2 and b.person_id = $3`,
    values: [tenantId, one, other],
  });
  return rows[0]?.count ?? 0;
}
