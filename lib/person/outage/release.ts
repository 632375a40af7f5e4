import type { Tx } from '@/db/client';
import { newId } from '../../base/id';
import type { HoldKind } from '../../trust/hold';
import { stands } from '../../trust/hold';
import { HELD_BY_OUTAGE, reasonOf } from './outage';
import { type StoredOutage, saveOutage } from './stored-outage';

/**
 * Takes back what one report placed and nothing else: what it had taken the place of stands again, for as long as that
 * had to. Else a thief would report the telephone once more, take that back, and be rid of what its owner reported.
 */
export async function release(
  tx: Tx,
  report: StoredOutage,
  now: Date,
  by: string | null,
): Promise<{ kinds: HoldKind[] }> {
  const { tenantId, personId, id } = report;
  await saveOutage(tx, report, { takenBackAt: now, takenBackBy: by });
  const reason = reasonOf(id);
  const { rows } = await tx.$client.query<{ kind: HoldKind }>({
    name: 'outage-standing',
    text: `select kind from person_holds h where tenant_id = $1 and person_id = $2::uuid and kind = any($3) and reason = $4
           and ${stands('h', '$5')} order by id for update`,
    values: [tenantId, personId, HELD_BY_OUTAGE, reason, now],
  });
  const kinds = rows.map(({ kind }) => kind);
  // Its end is brought forward as well, so that what this one lost to another report never stands again.
  await tx.$client.query({
    name: 'outage-release',
    text: `update person_holds set until = $5, lifted_at = coalesce(lifted_at, $5),
             lifted_by = case when lifted_at is null then $6::uuid else lifted_by end
           where tenant_id = $1 and person_id = $2::uuid and kind = any($3) and reason = $4 and until > $5::timestamptz`,
    values: [tenantId, personId, HELD_BY_OUTAGE, reason, now, by],
  });
  await tx.$client.query({
    ...RESTORE,
    values: [tenantId, personId, now, kinds, kinds.map(() => newId(now))],
  });
  return { kinds };
}

/** What ended before its time and was lifted by nobody was only written over by what outlasted it. */
export const RESTORE = {
  name: 'outage-restore',
  text: `insert into person_holds (tenant_id, id, person_id, kind, reason, since, placed_by, until)
    select $1::uuid, k.id, $2::uuid, k.kind, was.reason, was.since, was.placed_by, was.until
    from unnest($4::text[], $5::uuid[]) as k (kind, id)
    cross join lateral (select h.reason, h.since, h.placed_by, h.until from person_holds h
      where h.tenant_id = $1::uuid and h.person_id = $2::uuid and h.kind = k.kind
        and h.until > $3::timestamptz and h.lifted_at < h.until and h.lifted_by is null
      order by h.until desc limit 1) was
    on conflict (tenant_id, person_id, kind) where lifted_at is null do nothing`,
};
