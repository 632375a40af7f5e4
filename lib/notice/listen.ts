import pg from 'pg';
import { SECOND_MS } from '../base/clock';
import { env } from '../base/env';
import { log } from '../base/log';
import { once } from '../base/once';
import { CHANNEL } from './tell';

type Told = () => void;
type Ears = { byName: Map<string, Set<Told>>; connection: Promise<void> | undefined };

const AGAIN_AFTER_MS = 2 * SECOND_MS;

/** Who in this process wants to be told; and the one connection, beside the pool, that listens for all of them. */
const ears = () => once('ears', (): Ears => ({ byName: new Map(), connection: undefined }));

/**
 * Calls `told` whenever something was done in a tenant, or with its swaps (`swapsOf`, `swapOf`), on any node. Gives the
 * function that ends it.
 */
export function listen(name: string, told: Told): () => void {
  const { byName } = ears();
  const here = byName.get(name) ?? new Set<Told>();
  byName.set(name, here.add(told));
  ears().connection ??= connect();
  return () => {
    here.delete(told);
    if (here.size === 0 && byName.get(name) === here) byName.delete(name);
  };
}

async function connect(): Promise<void> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true });
  const lost = (error?: Error) => {
    if (ears().connection === undefined) return;
    ears().connection = undefined;
    if (error) log().warn({ err: error }, 'the connection that listens was lost');
    client.end().catch((problem: Error) => log().debug({ err: problem }, 'a lost connection did not end'));
    setTimeout(listenAgain, AGAIN_AFTER_MS).unref();
  };
  client.on('error', lost);
  client.on('end', () => lost());
  client.on('notification', ({ payload }) => tell(ears().byName.get(payload ?? '')));
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
  } catch (error) {
    lost(error instanceof Error ? error : new Error(String(error)));
  }
}

/** After a silence everybody is told: nobody knows what was missed. */
function listenAgain(): void {
  const { byName } = ears();
  if (byName.size === 0 || ears().connection) return;
  ears().connection = connect().then(() => {
    for (const all of byName.values()) tell(all);
  });
}

function tell(all: Set<Told> | undefined): void {
  for (const told of all ?? []) told();
}
