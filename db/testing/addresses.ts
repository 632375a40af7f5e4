// Every test file's worker loads this first, so that it loads nothing else.

/** Where a test run finds its PostgreSQL; plain text, so that it travels to the workers. */
export type TestCluster = { ownerUrl: string; appUrl: string; template: string };

/** Takes an address and gives the same with another database. */
export function addressOf(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

/** Takes the number of a worker, from 1, and gives the name of its database. */
export function databaseOfWorker(cluster: TestCluster, worker: string | number): string {
  return `${cluster.template}_w${worker}`;
}
