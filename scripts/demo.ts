import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { announce } from './demo/announce';
import { endPool, prepareDatabase } from './demo/database';
import { given, hostOf, portOf, requirePort } from './demo/place';
import { undoOnSignal } from './demo/undo';
import { ownEnvironment } from './own-environment';
import { requireBuild } from './production-build';
import { startProductionServer } from './production-server';

const HELP = `Starts Ngao with people to play with, on a PostgreSQL of its own in .data/.

  npm run demo               starts, and makes what is missing
  npm run demo -- --fresh    starts over with new data
  PORT=3001 npm run demo     on another port than 3000`;

const undo = undoOnSignal();

try {
  const { values } = parseArgs({ options: { fresh: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) {
    console.log(HELP);
    await undo.end(0);
  }
  await play(values.fresh ?? false);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await undo.end(1);
}

async function play(fresh: boolean): Promise<void> {
  const port = portOf(process.env);
  const host = hostOf(process.env);
  await requirePort(port, host, 'demo');
  console.log('Starting the database.');
  const { variables, urls, shared, stop } = await ownEnvironment('demo');
  undo.push(stop);
  if (fresh && shared) {
    throw new Error(
      'The database is in use, or it is not the demo’s own, so nothing was thrown away. End the demo that runs.',
    );
  }
  Object.assign(process.env, { LOG_LEVEL: process.env.LOG_LEVEL || 'warn', ...variables });
  undo.push(() => endPool());
  await Promise.all([prepareDatabase(urls, !shared, fresh), requireBuild(variables)]);

  const server = await startProductionServer(
    { ...given(process.env), ...variables, NODE_ENV: 'production', HOST: host },
    { port, logFile: join(variables.DATA_DIR ?? '', 'server.log') },
  );
  undo.push(() => server.stop());
  console.log(announce(server.url, variables.DATA_DIR ?? ''));
  await server.ended;
  await undo.end(1);
}
