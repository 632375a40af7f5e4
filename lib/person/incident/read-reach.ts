import type { Tx } from '@/db/client';
import { after, DAY_MS } from '../../base/clock';
import { firstIdAt } from '../../base/id';
import { notFound } from '../../base/refusal';
import { type Deed, since, type Touched, touchedBy } from './reach';

export const REACH_OF = ['person', 'device', 'address'] as const;
export type ReachOf = { of: (typeof REACH_OF)[number]; id: string; hours: number };

/** Events that one look adds up, the newest first. */
export const MOST_EVENTS = 10_000;
/** Rows that are looked at where no index leads to them: the events of a browser, and the sessions of one or an address. */
const MOST_LOOKED_AT = 50_000;
/** No session lives longer, so that those that may be live are the youngest of the primary key. */
const LONGEST_SESSION_MS = DAY_MS;

export type ReachedSession = {
  id: string;
  personId: string;
  personName: string;
  isOwners: boolean;
  ip: string | null;
  userAgent: string;
  since: Date;
  lastSeenAt: Date;
  live: boolean;
};

export type Reach = Touched & { sessionsSeen: ReachedSession[]; cut: boolean };

// The first two are each one range of an index. A browser has none in the audit log: its events are picked out of the
// newest of all, up to a bound.
const EVENTS = {
  person:
    'select id from audit_events where tenant_id = $1 and actor_id = $2::uuid and id >= $3 order by id desc limit $4',
  address:
    'select id from audit_events where tenant_id = $1 and ip = $2::inet and id >= $3 order by id desc limit $4',
  device: `select id from (select id, device_id from audit_events where tenant_id = $1 and id >= $3 order by id desc
      limit ${MOST_LOOKED_AT}) newest where device_id = $2::uuid limit $4`,
};

const OPENED = {
  person: 'select id from sessions where tenant_id = $1 and person_id = $2::uuid and id >= $3',
  address: `select id from (select id, ip from sessions where tenant_id = $1 and id >= $3 order by id desc
      limit ${MOST_LOOKED_AT}) newest where ip = $2::inet`,
  device: `select id from (select id, device_id from sessions where tenant_id = $1 and id >= $3 order by id desc
      limit ${MOST_LOOKED_AT}) newest where device_id = $2::uuid`,
};

/**
 * Reads what a person, a browser or an address touched in the last hours, and the sessions in which: those opened there,
 * and those used there, for a copied cookie is used elsewhere than it was opened. Refuses one that the tenant does not have.
 */
export async function readReach(tx: Tx, tenantId: string, now: Date, asked: ReachOf): Promise<Reach> {
  await assertKnown(tx, tenantId, asked);
  const from = since(now, asked.hours);
  const { rows: deeds } = await tx.$client.query<Deed>({
    name: `reach-events-${asked.of}`,
    text: `select e.command, e.outcome, e.actor_id as "actorId", e.session_id as "sessionId", e.subject, e.change
           from audit_events e join (${EVENTS[asked.of]}) found on found.id = e.id where e.tenant_id = $1`,
    values: [tenantId, asked.id, firstIdAt(from), MOST_EVENTS + 1],
  });
  const touched = touchedBy(deeds.slice(0, MOST_EVENTS));
  const sessionsSeen = await readSessions(tx, tenantId, { asked, from, now, used: touched.sessions });
  return { ...touched, sessionsSeen, cut: deeds.length > MOST_EVENTS };
}

type Sought = { asked: ReachOf; from: Date; now: Date; used: string[] };

async function readSessions(tx: Tx, tenantId: string, { asked, from, now, used }: Sought) {
  const { rows } = await tx.$client.query<ReachedSession>({
    name: `reach-sessions-${asked.of}`,
    text: `select s.id, s.person_id as "personId", u.name as "personName", host(s.ip) as ip,
        s.user_agent as "userAgent", s.created_at as since, s.last_seen_at as "lastSeenAt",
        (s.revoked_at is null and s.idle_expires_at > $5 and s.expires_at > $5) as live,
        exists (select from memberships m join roles r on r.tenant_id = $1 and r.id = m.role_id and r.key = 'owner'
          where m.tenant_id = $1 and m.person_id = s.person_id) as "isOwners"
      from sessions s join users u on u.tenant_id = s.tenant_id and u.id = s.person_id
      where s.tenant_id = $1 and s.last_seen_at >= $6 and s.id in (${OPENED[asked.of]} union select unnest($4::uuid[]))
      order by s.id desc limit ${MOST_EVENTS}`,
    values: [tenantId, asked.id, firstIdAt(after(from, -LONGEST_SESSION_MS)), used, now, from],
  });
  return rows;
}

const KNOWN = {
  person: 'select from users where tenant_id = $1 and id = $2',
  device: 'select from devices where tenant_id = $1 and id = $2',
};

async function assertKnown(tx: Tx, tenantId: string, { of, id }: ReachOf): Promise<void> {
  if (of === 'address') return;
  const { rowCount } = await tx.$client.query({
    name: `reach-known-${of}`,
    text: KNOWN[of],
    values: [tenantId, id],
  });
  if (rowCount === 0) throw notFound();
}

/** What deeds moved, of each currency: how many and how much. Fees and commissions are no money that was reached. */
export async function readMoved(
  tx: Tx,
  tenantId: string,
  movements: readonly string[],
): Promise<{ currency: string; count: number; sum: bigint }[]> {
  const { rows } = await tx.$client.query<{ currency: string; count: number; sum: string }>({
    name: 'reach-moved',
    text: `select currency, count(*)::int as count, sum(amount)::text as sum from transfers
           where tenant_id = $1 and deed_id = any($2) and operation in ('transfer', 'deposit', 'float_opening')
           group by currency order by currency`,
    values: [tenantId, movements],
  });
  return rows.map(({ sum, ...rest }) => ({ ...rest, sum: BigInt(sum) }));
}

/** The names of people by their ids, for as many as fit on a screen. */
export async function readNames(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const { rows } = await tx.$client.query<{ id: string; name: string }>({
    name: 'reach-names',
    text: 'select id, name from users where tenant_id = $1 and id = any($2) order by name, id',
    values: [tenantId, ids],
  });
  return rows;
}
