import { and, desc, eq, lt, ne, or } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { floatDays } from '@/db/schema/money';
import type { Tenant } from '../../policy/tenant';

/** A day as it was closed. */
export const storedDay = z.strictObject({
  id: z.uuid(),
  day: z.string(),
  opening: z.bigint(),
  cameIn: z.bigint(),
  wentOut: z.bigint(),
  commission: z.bigint(),
  closing: z.bigint(),
  cashExpected: z.bigint(),
  cashCounted: z.bigint(),
  note: z.string().nullable(),
  closedAt: z.date(),
});
export type StoredDay = z.infer<typeof storedDay>;

export const DAY_COLUMNS = {
  ...{ id: floatDays.id, day: floatDays.day, opening: floatDays.opening, cameIn: floatDays.cameIn },
  ...{ wentOut: floatDays.wentOut, commission: floatDays.commission, closing: floatDays.closing },
  ...{ cashExpected: floatDays.cashExpected, cashCounted: floatDays.cashCounted, note: floatDays.note },
  closedAt: floatDays.closedAt,
};

const ofAgent = (tenant: Tenant, agentId: string) =>
  and(
    eq(floatDays.tenantId, tenant.id),
    eq(floatDays.agentId, agentId),
    eq(floatDays.currency, tenant.currency),
  );

/** A day of an agent as it was closed; null where it was not. */
export async function readFloatDay(
  tx: Tx,
  tenant: Tenant,
  agentId: string,
  day: string,
): Promise<StoredDay | null> {
  const [found] = await tx
    .select(DAY_COLUMNS)
    .from(floatDays)
    .where(and(ofAgent(tenant, agentId), eq(floatDays.day, day)));
  return found ?? null;
}

const PAGE = 31;

/** The days of an agent, the latest first, paged by the day. */
export async function readFloatDays(
  tx: Tx,
  tenant: Tenant,
  agentId: string,
  before: string | undefined,
): Promise<{ days: StoredDay[]; next: string | null }> {
  const rows = await tx
    .select(DAY_COLUMNS)
    .from(floatDays)
    .where(and(ofAgent(tenant, agentId), before ? lt(floatDays.day, before) : undefined))
    .orderBy(desc(floatDays.day))
    .limit(PAGE + 1);
  const days = rows.slice(0, PAGE);
  return { days, next: rows.length > PAGE ? (days.at(-1)?.day ?? null) : null };
}

/** Where a list of all agents' days goes on: the last day and agent of the page before. */
export type DayPlace = { day: string; agentId: string };

/** Narrows a list of all agents' days. */
export const daysWhere = (
  tenant: Tenant,
  { day, differing, after }: { day?: string; differing?: boolean; after?: DayPlace },
) =>
  and(
    eq(floatDays.tenantId, tenant.id),
    day ? eq(floatDays.day, day) : undefined,
    differing ? ne(floatDays.cashCounted, floatDays.cashExpected) : undefined,
    after &&
      or(
        lt(floatDays.day, after.day),
        and(eq(floatDays.day, after.day), lt(floatDays.agentId, after.agentId)),
      ),
  );
