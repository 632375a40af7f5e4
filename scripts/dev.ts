import { announce } from './demo/announce';
import { endPool, prepareDatabase } from './demo/database';
import { given, hostOf, portOf, requirePort } from './demo/place';
import { undoOnSignal } from './demo/undo';
import { ownEnvironment } from './own-environment';
import { startProductionServer } from './production-server';

const undo = undoOnSignal();

try {
  await work();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await undo.end(1);
}

/** Serves the demo's data with pages that are compiled as they are asked for, and anew when their source changes. */
async function work(): Promise<void> {
  const port = portOf(process.env);
  const host = hostOf(process.env);
  await requirePort(port, host, 'dev');
  const { variables, urls, shared, stop } = await ownEnvironment('demo');
  undo.push(stop);
  Object.assign(process.env, { LOG_LEVEL: process.env.LOG_LEVEL || 'warn', ...variables });
  undo.push(() => endPool());
  await prepareDatabase(urls, !shared, false);

  const server = await startProductionServer(
    { ...given(process.env), ...variables, NODE_ENV: 'development', HOST: host },
    { port, program: ['--import', 'tsx', 'server.ts', '--dev'], echo: true },
  );
  undo.push(() => server.stop());
  console.log(announce(server.url, variables.DATA_DIR ?? ''));
  await server.ended;
  await undo.end(1);
}
