import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { floatDays } from '@/db/schema/money';
import { users } from '@/db/schema/person';
import { dayText } from '../../base/calendar-day';
import { idText } from '../../base/id';
import { notSignedIn } from '../../base/refusal';
import { query } from '../../command/command';
import { sampleFloat } from '../sample-float';
import { DAY_COLUMNS, daysWhere, readFloatDays, storedDay } from './stored-day';

const PAGE = 50;

/** Shows an agent the days that they have closed, the latest first. */
export const ownDays = query({
  name: 'counter.day.list',
  proof: 'second-factor',
  input: z.strictObject({ before: dayText.optional() }),
  output: z.strictObject({
    currency: z.string(),
    days: z.array(storedDay),
    /** Hand it back as `before` for the next page; null on the last. */
    next: z.string().nullable(),
  }),
  async run({ tx, actor, tenant }, { before }) {
    if (actor.kind !== 'person') throw notSignedIn();
    return { currency: tenant.currency, ...(await readFloatDays(tx, tenant, actor.principal.id, before)) };
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    return {};
  },
});

/** Where the next page begins, as one text. */
const place = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d~[0-9a-f-]{36}$/)
  .transform((text) => ({ day: text.slice(0, 10), agentId: text.slice(11) }))
  .pipe(z.strictObject({ day: dayText, agentId: idText }));

/** The days that agents have closed, the latest first: of one day, or only those where the count differed. */
export const listFloatDays = query({
  name: 'float.day.list',
  proof: 'second-factor',
  input: z.strictObject({
    day: dayText.optional(),
    differing: z.literal('yes').optional(),
    after: place.optional(),
  }),
  output: z.strictObject({
    days: z.array(
      storedDay.extend({
        currency: z.string(),
        agent: z.strictObject({ id: z.uuid(), name: z.string() }),
      }),
    ),
    /** Hand it back as `after` for the next page; null on the last. */
    next: z.string().nullable(),
  }),
  async run({ tx, tenant }, { day, differing, after }) {
    const rows = await tx
      .select({
        ...DAY_COLUMNS,
        ...{ currency: floatDays.currency, agentId: floatDays.agentId, name: users.name },
      })
      .from(floatDays)
      .innerJoin(users, and(eq(users.tenantId, floatDays.tenantId), eq(users.id, floatDays.agentId)))
      .where(daysWhere(tenant, { day, differing: differing === 'yes', after }))
      .orderBy(desc(floatDays.day), desc(floatDays.agentId))
      .limit(PAGE + 1);
    const days = rows
      .slice(0, PAGE)
      .map(({ agentId, name, ...row }) => ({ ...row, agent: { id: agentId, name } }));
    const last = days.at(-1);
    return { days, next: rows.length > PAGE && last ? `${last.day}~${last.agent.id}` : null };
  },
  sample: async () => ({ differing: 'yes' }),
});
