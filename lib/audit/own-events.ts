import type { Tx } from '@/db/client';
import { type Page, walk } from '../base/walk';
import type { Severity } from './append';

/** An event as the person sees it who did it, or to whom it was done. */
export type OwnEvent = {
  id: string;
  at: Date;
  command: string;
  outcome: string;
  severity: Severity;
  actorKind: 'person' | 'system' | 'stranger';
  /** Whether it was done by themselves. */
  own: boolean;
  ip: string | null;
  userAgent: string | null;
};

type Seen = OwnEvent & { fits: boolean };

// Each half is one range of one index, and the newest of both are the newest of all.
const READ = {
  name: 'audit-own',
  text: `with near as (
      (select id from audit_events where tenant_id = $1 and actor_id = $2 and id < $4 order by id desc limit $5)
      union
      (select id from audit_events where tenant_id = $1 and subject = $3 and id < $4 order by id desc limit $5)
      order by id desc limit $5
    )
    select e.id, e.at, e.command, e.outcome, e.severity, e.actor_kind as "actorKind",
      coalesce(e.actor_id = $2, false) as own, host(e.ip) as ip, e.user_agent as "userAgent",
      ($6::text is null or e.command ~ $6) and ($7::boolean is null or (e.outcome <> 'done') = $7) as fits
    from audit_events e join near on near.id = e.id where e.tenant_id = $1 order by e.id desc`,
};

/** Above every id that can be made. */
const NEWEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export type OwnFilter = {
  /** A pattern that names of deeds match. */
  commands?: string;
  refused?: boolean;
};

/** Gives the next page of what was done by a person or to them, the newest first. */
export function ownEvents(
  tx: Tx,
  tenantId: string,
  personId: string,
  { commands, refused, ...page }: OwnFilter & { before: string | undefined; size: number },
): Promise<Page<OwnEvent, string>> {
  return walk({
    size: page.size,
    from: page.before,
    placeOf: ({ id }: Seen) => id,
    async read(before, limit) {
      const { rows } = await tx.$client.query<Seen>({
        ...READ,
        values: [
          ...[tenantId, personId, `person:${personId}`, before ?? NEWEST, limit],
          ...[commands ?? null, refused ?? null],
        ],
      });
      return rows;
    },
  });
}
