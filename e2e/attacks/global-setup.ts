import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { cloneTemplate, startCluster } from '../../db/testing/cluster';
import { ownEnvironment } from '../../scripts/own-environment';
import { requireBuild } from '../../scripts/production-build';
import { startProductionServer } from '../../scripts/production-server';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the product is served, and what it was started with: the tests look into the same database. */
    served: { url: string; variables: Record<string, string> };
  }
}

// What is tried here is not whether the limits hold, and a limit would hide it. Loopback is a proxy, so that every
// request may come from an address of its own.
const OPEN = {
  LIMIT_INSTALLATION_PER_SECOND: '1000000',
  LIMIT_COMMAND_PER_MINUTE: '1000000',
  LIMIT_STRANGER_PER_MINUTE: '1000000',
  LIMIT_FAILED_PROOFS_PER_ADDRESS: '1000000',
  TRUSTED_PROXIES: '127.0.0.1',
  USSD_GATEWAY_SECRET: 'of-the-gateway-of-these-tests-alone-0123',
  USSD_GATEWAY_ADDRESSES: '196.201.214.0/24',
  // As strangers meet it: without the demo's phone and passwords.
  NGAO_MODE: 'production',
};

/** Builds the product where that is needed, and serves it on a database of its own. Gives the function that ends both. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await requireBuild();
  const dir = mkdtempSync(join(tmpdir(), 'ngao-attacks-'));
  chmodSync(dir, 0o755);
  const { cluster, stop } = await startCluster(process.env.TEST_DATABASE_URL || undefined);
  const { appUrl, ownerUrl } = await cloneTemplate(cluster, `${cluster.template}_attacks`);
  const own = await ownEnvironment('test', {
    DATA_DIR: dir,
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
  });
  const variables = { ...own.variables, ...OPEN };
  const server = await startProductionServer(variables);
  project.provide('served', { url: server.url, variables });
  return async () => {
    await server.stop();
    await stop();
    rmSync(dir, { recursive: true });
  };
}
