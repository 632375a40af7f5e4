import type { Tx } from '@/db/client';
import { firstIdAt } from '../../base/id';
import type { DeviceTrust } from '../../policy/actor';

/** A deed that somebody did, as far as the audit log and the devices of today tell. */
export type PastDeed = {
  id: string;
  at: Date;
  command: string;
  personId: string;
  ip: string | null;
  risk: number | null;
  /** As the evidence says it, in minor units; null where it speaks of none. */
  amount: string | null;
  approved: boolean;
  /** How far its doer trusts that browser today. */
  deviceTrust: DeviceTrust | null;
};

const COLUMNS = `e.id, e.at, e.command, e.actor_id as "personId", host(e.ip) as ip, e.risk,
  case when e.change ->> 'amount' ~ '^[0-9]{1,18}$' then e.change ->> 'amount' end as amount,
  e.approval is not null as approved,
  (select d.trust from known_devices d where d.tenant_id = $1 and d.person_id = e.actor_id and d.device_id = e.device_id)
    as "deviceTrust"`;

// Each deed's own range of the index (tenant, command, id), the newest of each and then the newest of all.
const BY_COMMAND = {
  name: 'past-deeds-by-command',
  text: `select ${COLUMNS} from (
      select x.* from unnest($5::text[]) as c(command) cross join lateral (
        select id from audit_events where tenant_id = $1 and command = c.command and id >= $2 and id < $3
        order by id desc limit $4) x
      order by id desc limit $4
    ) near join audit_events e on e.tenant_id = $1 and e.id = near.id
    where e.outcome = 'done' and e.actor_kind = 'person' and e.actor_id is not null order by e.id desc`,
};

// A policy that may concern any deed reads the log as it lies: a range of its primary key.
const BY_TIME = {
  name: 'past-deeds-by-time',
  text: `select ${COLUMNS} from (
      select id from audit_events where tenant_id = $1 and id >= $2 and id < $3 order by id desc limit $4
    ) near join audit_events e on e.tenant_id = $1 and e.id = near.id
    where e.outcome = 'done' and e.actor_kind = 'person' and e.actor_id is not null order by e.id desc`,
};

/** Where the next look begins; undefined where the last one reached the beginning. */
const LAST = {
  name: 'past-deeds-last',
  text: `select count(*)::int as looked, min(id::text) as last from (
      select x.id from unnest($5::text[]) as c(command) cross join lateral (
        select id from audit_events where tenant_id = $1 and command = c.command and id >= $2 and id < $3
        order by id desc limit $4) x
      order by id desc limit $4) near`,
};
const LAST_BY_TIME = {
  name: 'past-deeds-last-by-time',
  text: `select count(*)::int as looked, min(id::text) as last from (
      select id from audit_events where tenant_id = $1 and id >= $2 and id < $3 order by id desc limit $4) near`,
};

/** Above every id that can be made. */
const NEWEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

type Span = { since: Date; before?: string; most: number; commands: readonly string[] };

/**
 * Reads the newest deeds that people have done since a moment: of these commands, or of all where none are named. At most
 * `most` events are looked at; `next` is where to go on.
 */
export async function pastDeeds(
  tx: Tx,
  tenantId: string,
  { since, before, most, commands }: Span,
): Promise<{ deeds: PastDeed[]; looked: number; next: string | null }> {
  const span = [tenantId, firstIdAt(since), before ?? NEWEST, most];
  const named = commands.length > 0;
  const values = named ? [...span, commands] : span;
  const { rows } = await tx.$client.query<PastDeed>({ ...(named ? BY_COMMAND : BY_TIME), values });
  const end = await tx.$client.query<{ looked: number; last: string | null }>({
    ...(named ? LAST : LAST_BY_TIME),
    values,
  });
  const { looked = 0, last = null } = end.rows[0] ?? {};
  return { deeds: rows, looked, next: looked === most ? last : null };
}
