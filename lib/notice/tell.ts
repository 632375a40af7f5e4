import { pool } from '@/db/client';
import { repeat } from './repeat';
import { takeTouched } from './touched';

/** The channel that nodes tell each other on. It knows no row-level security, so it carries ids of tenants, swaps and people alone. */
export const CHANNEL = 'ngao';

/** At most four notices a second of one name, however much is done in it. */
const EVERY_MS = 250;

/** Tells all nodes which tenants something was done in since the last time. Gives how many. */
export async function tellOnce(): Promise<number> {
  const tenants = takeTouched('untold');
  if (tenants.length === 0) return 0;
  await pool().query({
    name: 'tell',
    text: 'select pg_notify($1, tenant) from unnest($2::text[]) as touched(tenant)',
    values: [CHANNEL, tenants],
  });
  return tenants.length;
}

/**
 * Tells until it is stopped. The deed itself tells nobody: a NOTIFY in its transaction makes all commits of the
 * database wait in one line.
 */
export const startTelling = () => repeat('open pages could not be told', EVERY_MS, tellOnce);
