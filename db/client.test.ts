import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import pg from 'pg';
import { expect, test } from 'vitest';
import {
  inInstallation,
  inTenant,
  inTenantReadOnly,
  isDatabaseAway,
  pool,
  sqlStateOf,
  TryAgain,
  type Tx,
} from './client';
import { asOwner } from './testing/as-owner';
import { ownDatabase } from './testing/own-database';

const urls = await ownDatabase();
const tenantId = randomUUID();
await asOwner(urls.ownerUrl, (client) =>
  client.query(
    `insert into tenants (id, slug, name, kind, country, currency, time_zone, locale, created_at)
     values ($1, 'one', 'One', 'telecom', 'RW', 'RWF', 'Africa/Kigali', 'en', now())`,
    [tenantId],
  ),
);

async function twoUnits(): Promise<[string, string]> {
  const ids: [string, string] = [randomUUID(), randomUUID()];
  await inTenant(tenantId, async (tx) => {
    for (const id of ids)
      await tx.$client.query(
        `insert into units (tenant_id, id, kind, name, path, created_at) values ($1, $2, 'shop', 'a', '/', now())`,
        [tenantId, id],
      );
  });
  return ids;
}
const rename = (tx: Tx, id: string, name: string) =>
  tx.$client.query(`update units set name = name || $2 where id = $1`, [id, name]);
const nameOf = (id: string) =>
  inTenant(tenantId, async (tx) => {
    const { rows } = await tx.$client.query<{ name: string }>('select name from units where id = $1', [id]);
    return rows[0]?.name;
  });
const settingOf = async (tx: Tx) => {
  const { rows } = await tx.$client.query<{ tenant: string | null }>(
    `select current_setting('app.tenant_id', true) as tenant`,
  );
  return rows[0]?.tenant;
};

/** A meeting point: nobody goes on before as many have come as were called. */
function meeting(of: number) {
  let arrived = 0;
  let open: () => void = () => undefined;
  const all = new Promise<void>((done) => {
    open = done;
  });
  return () => {
    arrived += 1;
    if (arrived >= of) open();
    return all;
  };
}

test('of two deeds that wait for each other one is tried again, and both are done once', async () => {
  const [a, b] = await twoUnits();
  const meet = meeting(2);
  let tellEnded: () => void = () => undefined;
  const other = new Promise<void>((done) => {
    tellEnded = done;
  });
  let runs = 0;
  const deed = async (first: string, second: string, mark: string) => {
    let tries = 0;
    await inTenant(tenantId, async (tx) => {
      runs += 1;
      tries += 1;
      // Whoever is tried again could take what the other waits for, on a machine that is slow to wake it.
      if (tries > 1) await other;
      await rename(tx, first, mark);
      await meet();
      await rename(tx, second, mark);
    });
    tellEnded();
  };
  await Promise.all([deed(a, b, 'x'), deed(b, a, 'y')]);
  expect(runs).toBe(3);
  expect([...((await nameOf(a)) ?? '')].sort()).toEqual(['a', 'x', 'y']);
  expect([...((await nameOf(b)) ?? '')].sort()).toEqual(['a', 'x', 'y']);
});

test('a deed that cannot be put in order with another is tried again on what the other left', async () => {
  const [id] = await twoUnits();
  let runs = 0;
  await inTenant(tenantId, async (tx) => {
    runs += 1;
    await tx.$client.query('set transaction isolation level repeatable read');
    await tx.$client.query('select 1 from units where id = $1', [id]);
    if (runs === 1) await inTenant(tenantId, (other) => rename(other, id, 'x'));
    await rename(tx, id, 'y');
  });
  expect(runs).toBe(2);
  expect(await nameOf(id)).toBe('axy');
});

test('a race that only a new look settles is looked at again, six times at most', async () => {
  const [id] = await twoUnits();
  let runs = 0;
  const again = (until: number) =>
    inTenant(tenantId, async (tx) => {
      runs += 1;
      await rename(tx, id, 'x');
      if (runs < until) throw new TryAgain('not yet');
    });
  await again(3);
  expect([runs, await nameOf(id)]).toEqual([3, 'ax']);
  runs = 0;
  await expect(again(Number.POSITIVE_INFINITY)).rejects.toThrow(TryAgain);
  expect([runs, await nameOf(id)]).toEqual([6, 'ax']);
});

test('a bug is thrown as it is, after one try, and its connection is good for the next', async () => {
  const bug = new Error('a bug');
  let runs = 0;
  for (let time = 1; time <= 3 * pool().options.max; time += 1) {
    const failing = inTenant(tenantId, async (tx) => {
      runs += 1;
      await tx.$client.query('select 1 / 0').catch(() => undefined);
      throw bug;
    });
    await expect(failing).rejects.toBe(bug);
    expect(runs).toBe(time);
  }
  expect(await inTenant(tenantId, settingOf)).toBe(tenantId);
});

test('a statement that broke is told by its state, however deep it is wrapped', async () => {
  const broken = await inTenant(tenantId, (tx) => tx.execute('select 1 / 0')).catch(
    (error: unknown) => error,
  );
  expect(sqlStateOf(broken)).toBe('22012');
  expect(sqlStateOf(new Error('outer', { cause: broken }))).toBe('22012');
  expect(sqlStateOf(new Error('no database in it'))).toBeUndefined();
  expect(isDatabaseAway(broken)).toBe(false);
});

test('what is no id of a tenant never comes near a statement', async () => {
  for (const id of ['', 'x', `${tenantId}'; drop table units; --`, tenantId.toUpperCase(), `${tenantId}\n`]) {
    await expect(inTenant(id, async () => 1)).rejects.toThrow('needs the id of a tenant');
    await expect(inTenantReadOnly(id, async () => 1)).rejects.toThrow('needs the id of a tenant');
  }
});

test('a view cannot write, and says so itself', async () => {
  const [id] = await twoUnits();
  await expect(inTenantReadOnly(tenantId, (tx) => rename(tx, id, 'x'))).rejects.toMatchObject({
    code: '25006',
  });
  expect(await inTenantReadOnly(tenantId, settingOf)).toBe(tenantId);
});

test('no tenant is set outside of its transaction, on any connection of the pool', async () => {
  const max = pool().options.max;
  const meet = meeting(max);
  await Promise.all(Array.from({ length: max }, () => inTenant(tenantId, async () => meet())));
  expect(pool().totalCount).toBe(max);
  const together = meeting(max);
  const seen = await Promise.all(
    Array.from({ length: max }, () =>
      inInstallation(async (tx) => {
        await together();
        return settingOf(tx);
      }),
    ),
  );
  expect(new Set(seen)).toEqual(new Set(['']));
});

test('a connection that is cut in the middle of a deed is an outage, and the next deed has a new one', async () => {
  const [id] = await twoUnits();
  const cut = inTenant(tenantId, async (tx) => {
    await rename(tx, id, 'x');
    const { rows } = await tx.$client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await asOwner(urls.ownerUrl, (owner) => owner.query('select pg_terminate_backend($1)', [rows[0]?.pid]));
    await rename(tx, id, 'y');
  });
  const error = await cut.catch((problem: unknown) => problem);
  expect(isDatabaseAway(error)).toBe(true);
  expect(await nameOf(id)).toBe('a');
});

test('connections that are cut while nobody uses them are replaced without a word to anybody', async () => {
  await asOwner(urls.ownerUrl, (owner) =>
    owner.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
    ),
  );
  const [id] = await twoUnits();
  expect(await nameOf(id)).toBe('a');
});

test('nobody listening is an outage', async () => {
  const server = createServer();
  const port = await new Promise<number>((done) =>
    server.listen(0, '127.0.0.1', () => done((server.address() as { port: number }).port)),
  );
  await new Promise((done) => server.close(done));
  for (const host of ['127.0.0.1', 'localhost']) {
    const client = new pg.Client({ connectionString: `postgresql://ngao_app@${host}:${port}/ngao` });
    const error = await client.connect().catch((problem: unknown) => problem);
    expect(isDatabaseAway(new Error('Failed query', { cause: error }))).toBe(true);
  }
});
