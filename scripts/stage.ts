import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pool } from '../db/client';
import { cloneTemplate, startCluster } from '../db/testing/cluster';
import { ownEnvironment } from './own-environment';
import { startProductionServer } from './production-server';

// All visitors come from one address, as no crowd of people does.
const LIMITS = {
  LIMIT_COMMAND_PER_MINUTE: '10000',
  LIMIT_STRANGER_PER_MINUTE: '10000',
  LIMIT_FAILED_PROOFS_PER_ADDRESS: '10000',
};

// The browser is on this machine: a journey says in `X-Forwarded-For` from where somebody comes, and without it from here.
const FROM_ANYWHERE = { TRUSTED_PROXIES: '127.0.0.1' };

export type Stage = {
  url: string;
  /** The last of what the server wrote: of what goes wrong in it the browser is told nothing. */
  said(): string;
  close(): Promise<void>;
};

/**
 * Starts the built product on a database of its own, which `fill` has filled, for a browser to walk through. This
 * process gets the same environment, so that it may look behind the scenes. Nothing is left when it is closed.
 */
export async function openStage(fill: () => Promise<void>): Promise<Stage> {
  /** What has to be undone, the latest first. */
  const undo: (() => unknown)[] = [];
  const close = async () => {
    for (const step of undo.reverse()) await step();
  };
  try {
    return { ...(await open(fill, undo)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(fill: () => Promise<void>, undo: (() => unknown)[]): Promise<Omit<Stage, 'close'>> {
  const dir = mkdtempSync(join(tmpdir(), 'ngao-stage-'));
  undo.push(() => rmSync(dir, { recursive: true }));
  chmodSync(dir, 0o755);
  const { cluster, stop } = await startCluster(process.env.TEST_DATABASE_URL || undefined);
  undo.push(stop);
  const { appUrl, ownerUrl } = await cloneTemplate(cluster, `${cluster.template}_stage`);
  const { variables } = await ownEnvironment('test', {
    DATA_DIR: dir,
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
  });

  Object.assign(process.env, variables, { LOG_LEVEL: 'warn' });
  undo.push(() => pool().end());
  await fill();

  const server = await startProductionServer({ ...variables, ...LIMITS, ...FROM_ANYWHERE });
  undo.push(() => server.stop());
  return { url: server.url, said: server.said };
}
