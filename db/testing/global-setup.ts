import type { TestProject } from 'vitest/node';
import { databaseOfWorker, type TestCluster } from './addresses';
import { cloneTemplate, startCluster } from './cluster';

declare module 'vitest' {
  export interface ProvidedContext {
    cluster: TestCluster;
  }
}

/** Starts one PostgreSQL for the run and makes a database for each worker; gives the function that ends it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { cluster, stop } = await startCluster(process.env.TEST_DATABASE_URL || undefined);
  for (let worker = 1; worker <= project.vitest.config.maxWorkers; worker += 1) {
    await cloneTemplate(cluster, databaseOfWorker(cluster, worker));
  }
  project.provide('cluster', cluster);
  return stop;
}
