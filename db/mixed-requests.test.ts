import { randomInt, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inInstallation, inTenant, inTenantReadOnly, pool, TryAgain, type Tx } from './client';
import { ownDatabase } from './testing/own-database';

process.env.DATABASE_POOL_SIZE = '2';
await ownDatabase();

const REQUESTS = 10_000;
const AT_ONCE = 50;
const tenants = Array.from({ length: 5 }, () => randomUUID());

const NOTE =
  'insert into audit_events (tenant_id, id, at, command, outcome, actor_kind, severity, request_id) ';
const note = (tx: Tx, tenantId: string, request: string) =>
  tx.$client.query({
    name: 'note',
    text: `${NOTE} values ($1, gen_random_uuid(), now(), 'test', 'done', 'system', 'info', $2)`,
    values: [tenantId, request],
  });
const tenantsSeen = async (tx: Tx) => {
  const { rows } = await tx.$client.query<{ tenant: string; n: number }>({
    name: 'seen',
    text: 'select tenant_id as tenant, count(*)::int as n from audit_events group by 1',
  });
  return rows.map(({ tenant }) => tenant);
};

/** What a request may be; each gives the tenants that it saw, and counts what it has written. */
type Kind = (tenantId: string, written: Map<string, number>) => Promise<string[]>;
const kinds: Record<string, Kind> = {
  reads: (tenantId) => inTenantReadOnly(tenantId, tenantsSeen),
  writes: async (tenantId, written) => {
    const seen = await inTenant(tenantId, async (tx) => {
      await note(tx, tenantId, 'writes');
      return tenantsSeen(tx);
    });
    written.set(tenantId, (written.get(tenantId) ?? 0) + 1);
    return seen;
  },
  'writes for another': async (tenantId) => {
    const other = tenants.find((id) => id !== tenantId) ?? '';
    await expect(inTenant(tenantId, (tx) => note(tx, other, 'strays'))).rejects.toMatchObject({
      code: '42501',
    });
    return [];
  },
  'writes where it may only read': async (tenantId) => {
    await expect(inTenantReadOnly(tenantId, (tx) => note(tx, tenantId, 'strays'))).rejects.toMatchObject({
      code: '25006',
    });
    return [];
  },
  'breaks a statement': async (tenantId) => {
    await expect(
      inTenant(tenantId, async (tx) => {
        await note(tx, tenantId, 'breaks');
        await tx.$client.query('select 1 / 0');
      }),
    ).rejects.toMatchObject({ code: '22012' });
    return [];
  },
  throws: async (tenantId) => {
    const bug = new Error('a bug');
    await expect(
      inTenant(tenantId, async (tx) => {
        await note(tx, tenantId, 'throws');
        throw bug;
      }),
    ).rejects.toBe(bug);
    return [];
  },
  'tries again': async (tenantId) => {
    let first = true;
    return inTenant(tenantId, async (tx) => {
      if (first) {
        first = false;
        await note(tx, tenantId, 'tries again');
        throw new TryAgain('once more');
      }
      return tenantsSeen(tx);
    });
  },
  'has no tenant': () => inInstallation(tenantsSeen),
};

test(`${REQUESTS} mixed requests through two connections, and none is mixed up`, async () => {
  const written = new Map<string, number>();
  const names = Object.keys(kinds);
  let left = REQUESTS;
  const mixedUp: string[] = [];

  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const kind = names[randomInt(names.length)] ?? '';
      const tenantId = tenants[randomInt(tenants.length)] ?? '';
      const seen = (await kinds[kind]?.(tenantId, written)) ?? [];
      const foreign = kind === 'has no tenant' ? seen : seen.filter((id) => id !== tenantId);
      if (foreign.length > 0) mixedUp.push(`${kind} as ${tenantId}: ${foreign.join(', ')}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  expect(mixedUp).toEqual([]);
  expect(pool().totalCount).toBeLessThanOrEqual(2);
  for (const tenantId of tenants) {
    const kept = await inTenant(tenantId, async (tx) => {
      const { rows } = await tx.$client.query<{ request: string; n: number }>(
        'select request_id as request, count(*)::int as n from audit_events group by 1',
      );
      return rows;
    });
    expect(kept).toEqual([{ request: 'writes', n: written.get(tenantId) }]);
  }
});
