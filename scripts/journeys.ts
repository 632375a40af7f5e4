import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pool } from '../db/client';
import { cloneTemplate, startCluster } from '../db/testing/cluster';
import { requireBrowser } from './browser';
import { layGround } from './journey-ground';
import { ownEnvironment } from './own-environment';
import { requireBuild } from './production-build';
import { startProductionServer } from './production-server';

// All journeys come from one address, as no crowd of people does.
const LIMITS = {
  LIMIT_COMMAND_PER_MINUTE: '10000',
  LIMIT_STRANGER_PER_MINUTE: '10000',
  LIMIT_FAILED_PROOFS_PER_ADDRESS: '10000',
};

/** What has to be undone, the latest first. */
const undo: (() => unknown)[] = [];

requireBrowser();
await requireBuild();
try {
  process.exitCode = await run(process.argv.slice(2));
} finally {
  for (const step of undo.reverse()) await step();
}

/** Runs the journeys (those that the arguments name, or all) against the built product; gives Playwright's exit code. */
async function run(args: string[]): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'ngao-journeys-'));
  undo.push(() => rmSync(dir, { recursive: true }));
  chmodSync(dir, 0o755);
  const { cluster, stop } = await startCluster(process.env.TEST_DATABASE_URL || undefined);
  undo.push(stop);
  const { appUrl, ownerUrl } = await cloneTemplate(cluster, `${cluster.template}_journeys`);
  const { variables } = await ownEnvironment('test', {
    DATA_DIR: dir,
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
  });

  Object.assign(process.env, variables, { LOG_LEVEL: 'warn' });
  undo.push(() => pool().end());
  await layGround();

  const server = await startProductionServer({ ...variables, ...LIMITS });
  undo.push(() => server.stop());
  return playwright(args, { ...process.env, NGAO_JOURNEY_URL: server.url });
}

function playwright(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn('playwright', ['test', ...args], {
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((ended, failed) => {
    child.on('error', failed).on('close', (code) => ended(code ?? 1));
  });
}
