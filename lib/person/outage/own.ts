import { z } from 'zod';
import type { Tx } from '@/db/client';
import { after, DAY_MS } from '../../base/clock';
import { notSignedIn } from '../../base/refusal';
import { query } from '../../command/command';
import { titleOf } from '../../notice/words';
import { readHolds } from '../../trust/hold';
import { sampleOutage } from './sample-outage';

const SHOWN_FOR_MS = 30 * DAY_MS;
const MOST_REPORTS = 10;
const LOOKED_AT = 100;
const MOST_NOTICES = 5;

const output = z.strictObject({
  /** What keeps one's number from moving to another card; null where nothing does. */
  lock: z.strictObject({ since: z.date(), until: z.date().nullable() }).nullable(),
  reports: z.array(
    z.strictObject({
      id: z.uuid(),
      number: z.string(),
      channel: z.enum(['web', 'ussd', 'support']),
      reportedAt: z.date(),
      confirmedAt: z.date().nullable(),
      takenBackAt: z.date().nullable(),
      /** Whether there is anything to take back. */
      isOpen: z.boolean(),
    }),
  ),
  notices: z.array(z.strictObject({ id: z.uuid(), title: z.string(), channel: z.string(), at: z.date() })),
});
export type NumberSafety = z.infer<typeof output>;

/** How safe one's number is: the lock of swaps, who said that the telephone has no network, and what one was told lately. */
export const ownOutage = query({
  name: 'outage.own',
  proof: 'session',
  input: z.strictObject({}),
  output,
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id, locale } = actor.principal;
    const holds = await readHolds(tx, tenant.id, id, now);
    const lock = holds.find(({ kind }) => kind === 'sim_swap');
    return {
      lock: lock ? { since: lock.since, until: lock.until } : null,
      reports: await reportsOf(tx, { tenantId: tenant.id, personId: id, now }),
      notices: await noticesOf(tx, { tenantId: tenant.id, personId: id, locale: locale ?? tenant.locale }),
    };
  },
  async sample(ground) {
    await sampleOutage(ground, ground.actorId);
    return {};
  },
});

type Whose = { tenantId: string; personId: string };

async function reportsOf(tx: Tx, { tenantId, personId, now }: Whose & { now: Date }) {
  const { rows } = await tx.$client.query<NumberSafety['reports'][number]>({
    name: 'outage-own-reports',
    text: `select r.id, r.number, r.channel, r.reported_at as "reportedAt", r.confirmed_at as "confirmedAt",
        r.taken_back_at as "takenBackAt",
        r.taken_back_at is null and exists (select from person_holds h where h.tenant_id = $1 and h.person_id = $2
          and h.kind in ('money_out', 'sim_swap') and h.reason = 'outage:' || r.id and h.until > $4) as "isOpen"
      from outage_reports r where r.tenant_id = $1 and r.person_id = $2 and r.reported_at > $3
      order by r.id desc limit $5`,
    values: [tenantId, personId, after(now, -SHOWN_FOR_MS), now, MOST_REPORTS],
  });
  return rows;
}

type Told = { id: string; template: string; channel: string; at: Date };

/** The last messages about one's number: their kinds begin with these words. */
async function noticesOf(tx: Tx, { tenantId, personId, locale }: Whose & { locale: string }) {
  const { rows } = await tx.$client.query<Told>({
    name: 'outage-own-notices',
    text: `select id, template, channel, created_at as at from (
        select id, template, channel, created_at from outbox_messages
        where tenant_id = $1 and person_id = $2 order by id desc limit $3) last
      where template ~ '^(swap|outage|simHold|contact(Named|Agreed|Removed))' order by id desc limit $4`,
    values: [tenantId, personId, LOOKED_AT, MOST_NOTICES],
  });
  return rows.map(({ id, template, channel, at }) => ({ id, channel, at, title: titleOf(template, locale) }));
}
