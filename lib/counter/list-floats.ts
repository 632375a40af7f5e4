import { z } from 'zod';
import type { Tx } from '@/db/client';
import { calendarOf } from '../base/clock';
import { idText, SMALLEST_ID } from '../base/id';
import { query } from '../command/command';
import type { Tenant } from '../policy/tenant';
import { isLow, levelSql } from './float/low';
import { sampleFloat } from './sample-float';

const MOST = 200;
const MOST_WAITING = 100;
const MOST_LOW = 20;

const float = z.strictObject({
  accountId: z.uuid(),
  personId: z.uuid(),
  name: z.string(),
  available: z.bigint(),
  /** What it was last filled up to. */
  level: z.bigint(),
  low: z.boolean(),
  outToday: z.bigint(),
  openedAt: z.date(),
});
export type FloatLine = z.infer<typeof float>;

const output = z.strictObject({
  currency: z.string(),
  floats: z.array(float),
  /** Hand it back as `after` for the next page; null on the last. */
  next: z.uuid().nullable(),
  /** Those that are low, since longest first: with the first page alone. */
  low: z.array(float),
  /** Active agents who have no float yet, by name. */
  waiting: z.array(z.strictObject({ personId: z.uuid(), name: z.string() })),
});

/** Shows the floats of the tenant's agents in the order they were opened, and the agents who still have none. */
export const listFloats = query({
  name: 'float.list',
  proof: 'second-factor',
  input: z.strictObject({
    after: idText.optional(),
    limit: z.coerce.number().int().min(1).max(MOST).default(50),
  }),
  output,
  async run({ tx, tenant, now }, { after, limit }) {
    const { day } = calendarOf(now, tenant.timeZone);
    const lineOf = (row: Row): FloatLine => {
      const [available, level] = [BigInt(row.available), BigInt(row.level)];
      return {
        ...{ accountId: row.id, personId: row.owner_id, name: row.name, available, level },
        low: isLow(available, level, tenant.settings.money),
        outToday: row.out_day < day ? 0n : BigInt(row.out_day_minor),
        openedAt: row.created_at,
      };
    };
    const rows = await readFloats(tx, tenant, after ?? SMALLEST_ID, limit + 1);
    const floats = rows.slice(0, limit).map(lineOf);
    const low = after === undefined ? (await readLow(tx, tenant)).map(lineOf) : [];
    return {
      ...{ currency: tenant.currency, floats },
      next: rows.length > limit ? (floats.at(-1)?.accountId ?? null) : null,
      // What customers have filled up again meanwhile is not low any more, though nobody funded it.
      low: low.filter((one) => one.low),
      waiting: await readWaiting(tx, tenant),
    };
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    return { limit: 10 };
  },
});

type Row = {
  id: string;
  owner_id: string;
  name: string;
  available: string;
  level: string;
  out_day: string;
  out_day_minor: string;
  created_at: Date;
};

const readText = (where: string, order: string) => `
  select a.id, a.owner_id, u.name, a.posted - a.held as available, a.out_day, a.out_day_minor, a.created_at,
    ${levelSql('a')} as level
  from accounts a join users u on u.tenant_id = $1 and u.id = a.owner_id
  where a.tenant_id = $1 and a.kind = 'float' and a.currency = $2 and ${where}
  order by ${order} limit $3`;

async function readFloats(tx: Tx, tenant: Tenant, after: string, limit: number): Promise<Row[]> {
  const { rows } = await tx.$client.query<Row>({
    name: 'counter-floats',
    text: readText('a.id > $4', 'a.id'),
    values: [tenant.id, tenant.currency, limit, after],
  });
  return rows;
}

async function readLow(tx: Tx, tenant: Tenant): Promise<Row[]> {
  const { rows } = await tx.$client.query<Row>({
    name: 'counter-floats-low',
    text: readText('a.low_since is not null', 'a.low_since, a.id'),
    values: [tenant.id, tenant.currency, MOST_LOW],
  });
  return rows;
}

async function readWaiting(tx: Tx, tenant: Tenant): Promise<{ personId: string; name: string }[]> {
  const { rows } = await tx.$client.query<{ personId: string; name: string }>({
    name: 'counter-agents-without-float',
    text: `select u.id as "personId", u.name
      from roles r
      join memberships m on m.tenant_id = $1 and m.role_id = r.id
      join users u on u.tenant_id = $1 and u.id = m.person_id and u.status = 'active'
      where r.tenant_id = $1 and r.key = 'agent' and not exists (
        select from accounts a where a.tenant_id = $1 and a.owner_id = u.id and a.kind = 'float' and a.currency = $2)
      order by u.name, u.id limit $3`,
    values: [tenant.id, tenant.currency, MOST_WAITING],
  });
  return rows;
}
