import { z } from 'zod';
import { query } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { type StoredBreakGlass, stateOf } from './break-glass';
import { sampleBreakGlass } from './sample-break-glass';

const SHOWN = 30;

const shown = z.strictObject({
  id: z.uuid(),
  state: z.enum(['waiting', 'open', 'over']),
  reason: z.string(),
  asker: z.string(),
  isOwn: z.boolean(),
  askedAt: z.date(),
  opener: z.string().nullable(),
  openedAt: z.date().nullable(),
  /** When it lapses, or has ended. */
  until: z.date(),
  ender: z.string().nullable(),
});
export type ShownBreakGlass = z.infer<typeof shown>;

type Row = StoredBreakGlass & { asker: string; opener: string | null; ender: string | null };

/** Who asked for an hour as an owner, who opened it and when it ended, the newest first. */
export const showBreakGlass = query({
  name: 'break-glass.show',
  proof: 'second-factor',
  input: z.strictObject({}),
  output: z.strictObject({ all: z.array(shown) }),
  async run({ tx, actor, tenant, now }) {
    const { rows } = await tx.$client.query<Row>({
      name: 'break-glass-show',
      text: `select b.id, b.reason, b.asked_by as "askedBy", b.asked_at as "askedAt", b.expires_at as "expiresAt",
               b.opened_by as "openedBy", b.opened_at as "openedAt", b.ends_at as "endsAt", b.ended_at as "endedAt",
               a.name as asker, o.name as opener, e.name as ender
             from break_glass b join users a on a.tenant_id = b.tenant_id and a.id = b.asked_by
             left join users o on o.tenant_id = b.tenant_id and o.id = b.opened_by
             left join users e on e.tenant_id = b.tenant_id and e.id = b.ended_by
             where b.tenant_id = $1 order by b.id desc limit $2`,
      values: [tenant.id, SHOWN],
    });
    return {
      all: rows.map((row) => ({
        ...{ id: row.id, state: stateOf(row, now), reason: row.reason, asker: row.asker },
        ...{ isOwn: row.askedBy === personIdOf(actor), askedAt: row.askedAt, opener: row.opener },
        ...{ openedAt: row.openedAt, ender: row.ender },
        until: row.endedAt ?? row.endsAt ?? row.expiresAt,
      })),
    };
  },
  async sample(ground) {
    await sampleBreakGlass(ground);
    return {};
  },
});
