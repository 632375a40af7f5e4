import pg from 'pg';
import { inInstallation, pool } from '../../db/client';
import { migrate } from '../../db/migrate';
import { HOSPITAL, TELECOM } from '../../db/seed/cast';
import { seed } from '../../db/seed/seed';
import type { DatabaseUrls } from '../../db/urls';
import { clock } from '../../lib/base/clock';
import { log } from '../../lib/base/log';
import { progressLine } from './progress';

/** Brings the demo's database to this build's state, with its people in it; `fresh` throws away what was there. */
export async function prepareDatabase(urls: DatabaseUrls, isOurs: boolean, fresh: boolean): Promise<void> {
  if (fresh) await empty(urls);
  await migrate(urls);
  const found = await tenantsIn();
  if (found.has(HOSPITAL.slug)) return;
  // The hospital is made last: without it, somebody ended the demo while its people were being made.
  if (found.has(TELECOM.slug)) {
    if (!isOurs) throw new Error('The database holds half of a demo. Empty it, then start the demo again.');
    await empty(urls);
    await migrate(urls);
  }
  const line = progressLine();
  await seed({ now: clock.now(), progress: line.say });
  line.end();
}

/** Lets go of the database, which is ended next: what its connections say about that is no news. */
export async function endPool(): Promise<void> {
  log().level = 'silent';
  await pool().end();
}

async function empty({ ownerUrl }: DatabaseUrls): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      'drop schema if exists drizzle cascade; drop schema public cascade; create schema public',
    );
  } finally {
    await client.end();
  }
}

function tenantsIn(): Promise<Set<string>> {
  return inInstallation(async (tx) => {
    const { rows } = await tx.$client.query<{ slug: string }>('select slug from tenants');
    return new Set(rows.map(({ slug }) => slug));
  });
}
