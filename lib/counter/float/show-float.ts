import { z } from 'zod';
import { dayText } from '../../base/calendar-day';
import { calendarOf } from '../../base/clock';
import { idText } from '../../base/id';
import { notFound } from '../../base/refusal';
import { query } from '../../command/command';
import { readFloat } from '../float';
import { sampleAgentWithFloat } from '../sample-float';
import { isLow } from './low';
import { readLastCount } from './read-day';
import { readFloatDays, storedDay } from './stored-day';

type Row = {
  id: string;
  name: string;
  status: string;
  frozen: 'none' | 'debit' | 'credit' | 'both';
  low_since: Date | null;
  created_at: Date;
};

/** One agent's float for those who fund it: what is left, what flowed today, what they earned, and the days they closed. */
export const showFloat = query({
  name: 'float.show',
  proof: 'second-factor',
  input: z.strictObject({ personId: idText, before: dayText.optional() }),
  output: z.strictObject({
    personId: z.uuid(),
    accountId: z.uuid(),
    name: z.string(),
    currency: z.string(),
    active: z.boolean(),
    frozen: z.enum(['none', 'debit', 'credit', 'both']),
    available: z.bigint(),
    level: z.bigint(),
    low: z.boolean(),
    lowSince: z.date().nullable(),
    commission: z.bigint(),
    today: z.strictObject({
      ...{ deposits: z.number(), in: z.bigint(), out: z.bigint(), commission: z.bigint() },
    }),
    openedAt: z.date(),
    /** The day that was closed last; null where none ever was. */
    lastDay: z.string().nullable(),
    /** Whether today is closed already. */
    isClosed: z.boolean(),
    days: z.array(storedDay),
    next: z.string().nullable(),
  }),
  async run({ tx, tenant, now }, { personId, before }) {
    const { rows } = await tx.$client.query<Row>({
      name: 'float-of',
      text: `select a.id, u.name, u.status, a.low_since, a.created_at,
          case when a.frozen_until <= $4::timestamptz then 'none' else a.frozen end as frozen
        from accounts a join users u on u.tenant_id = $1 and u.id = a.owner_id
        where a.tenant_id = $1 and a.owner_id = $2 and a.kind = 'float' and a.currency = $3`,
      values: [tenant.id, personId, tenant.currency, now],
    });
    const [row] = rows;
    const float = row && (await readFloat(tx, tenant, personId, now));
    if (!row || !float) throw notFound();
    const { available, level, commission, today } = float;
    const last = await readLastCount(tx, tenant, personId);
    return {
      ...{ personId, accountId: row.id, name: row.name, currency: tenant.currency },
      ...{ active: row.status === 'active', frozen: row.frozen, available, level, commission, today },
      low: isLow(available, level, tenant.settings.money),
      ...{ lowSince: row.low_since, openedAt: row.created_at, lastDay: last?.day ?? null },
      isClosed: last?.day === calendarOf(now, tenant.timeZone).day,
      ...(await readFloatDays(tx, tenant, personId, before)),
    };
  },
  async sample(ground) {
    return { personId: await sampleAgentWithFloat(ground) };
  },
});
