import { spawnSync } from 'node:child_process';

/** PostgreSQL's own bench on the same server, where it is installed: a measure of the machine that others know. */
export function pgbench(url: string): Record<string, unknown> {
  const made = spawnSync('pgbench', ['--initialize', '--quiet', '--scale=10', url], { encoding: 'utf8' });
  if (made.error || made.status !== 0) return { installed: false };
  const rates: Record<string, number> = {};
  for (const clients of [1, 8, 32]) {
    const { stdout } = spawnSync(
      'pgbench',
      [`--client=${clients}`, '--jobs=2', '--time=5', '--protocol=prepared', '--no-vacuum', url],
      {
        encoding: 'utf8',
      },
    );
    rates[`${clients} at once`] = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  }
  return { installed: true, tpcbLikePerSecond: rates };
}
