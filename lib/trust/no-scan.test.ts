import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant } from '@/testing/ground';
import { LAPSED } from '../person/lapse-holds';
import { BY_NUMBER_AND_BIRTH } from '../person/outage/find-subscriber';
import { SHOPS } from '../person/outage/look';
import { RESTORE } from '../person/outage/release';
import { EARLIER } from '../person/outage/stored-outage';
import { BLOCKED } from './blocked-address';
import { CIRCUMSTANCES } from './circumstances';
import { PLACE } from './hold';
import { FORGET, LESSONS, PROFILES } from './keep-learning';
import { TALLIES } from './risk/stored';

const { tenant } = await aTenant();

test.each([
  ...[CIRCUMSTANCES, TALLIES, BLOCKED, LESSONS, PROFILES, FORGET],
  ...[PLACE, LAPSED, RESTORE, EARLIER, BY_NUMBER_AND_BIRTH, SHOPS],
])('$name reads each of its tables by an index, between bounds', async ({ text }) => {
  const plan = await inTenant(tenant.id, async (tx) => {
    // Few rows are read faster from end to end; the plan of many is asked for.
    await tx.$client.query('set local enable_seqscan = off');
    const { rows } = await tx.$client.query<{ 'QUERY PLAN': string }>(
      `explain (generic_plan, costs off) ${text}`,
    );
    return rows.map((row) => row['QUERY PLAN']);
  });
  expect(plan.filter((line) => line.includes('Seq Scan'))).toEqual([]);
  const reads = plan.filter((line) => /Index (Only )?Scan/.test(line));
  expect(reads.length).toBeGreaterThan(0);
  expect(plan.filter((line) => line.includes('Index Cond'))).toHaveLength(reads.length);
});
