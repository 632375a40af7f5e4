import { ServerResponse } from 'node:http';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { ownDatabase } from '@/db/testing/own-database';
import { answerHealth } from './health';

const { ownerUrl } = await ownDatabase();
const owner = new pg.Client({ connectionString: ownerUrl });
await owner.connect();
afterAll(() => owner.end());

async function ready(): Promise<[number, unknown]> {
  const said: string[] = [];
  const res = Object.assign(new ServerResponse({ method: 'GET', headers: {}, complete: true } as never), {
    end: (body: string) => said.push(body),
  }) as unknown as ServerResponse;
  expect(await answerHealth('/api/health/ready', res)).toBe(true);
  return [res.statusCode, JSON.parse(said.join(''))];
}

it('is ready with the migrations of this build, or of a newer one that migrated first', async () => {
  const current = { status: 'ready', database: 'reachable', migrations: 'current' };
  expect(await ready()).toEqual([200, current]);
  await owner.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9)");
  expect(await ready()).toEqual([200, current]);
});

it('is not ready while a migration is missing, and says so', async () => {
  await owner.query('delete from drizzle.__drizzle_migrations where id = 1');
  await owner.query("delete from drizzle.__drizzle_migrations where hash = 'newer'");
  const behind = { status: 'not ready', database: 'reachable', migrations: 'behind' };
  expect(await ready()).toEqual([503, behind]);
  await owner.query('drop table drizzle.__drizzle_migrations');
  expect(await ready()).toEqual([503, behind]);
});
