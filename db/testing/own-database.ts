import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import type { DatabaseUrls } from '../urls';
import { cloneTemplate, dropDatabase } from './cluster';

/**
 * Makes a fresh database for one test file that must not share the worker's (one that drops policies, counts all
 * rows or spoils data), points the app's code at it, and drops it after the file. Gives its two addresses.
 * Refuses nothing, but must be awaited at the top of the file, before anything has connected.
 */
export async function ownDatabase(): Promise<DatabaseUrls> {
  const cluster = inject('cluster');
  const name = `${cluster.template}_own_${randomBytes(6).toString('hex')}`;
  const urls = await cloneTemplate(cluster, name);
  process.env.DATABASE_URL = urls.appUrl;
  process.env.DATABASE_OWNER_URL = urls.ownerUrl;
  afterAll(() => dropDatabase(cluster.ownerUrl, name));
  return urls;
}
