import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../db/embedded';
import { migrate } from '../db/migrate';
import { ownEnvironment } from '../scripts/own-environment';
import { requireBuild } from '../scripts/production-build';
import { type ProductionServer, startProductionServer } from '../scripts/production-server';
import { machine } from './measure';
import { pgbench } from './pgbench';

// The bench is one address and a crowd of it; ceilings are settings, and these are out of its way.
const OPEN = {
  LOG_LEVEL: 'error',
  LIMIT_INSTALLATION_PER_SECOND: '1000000',
  LIMIT_COMMAND_PER_MINUTE: '1000000',
  LIMIT_STRANGER_PER_MINUTE: '1000000',
  LIMIT_FAILED_PROOFS_PER_ADDRESS: '1000000',
  LIMIT_FAILED_PROOFS_PER_ACCOUNT: '1000000',
  TRUSTED_PROXIES: '127.0.0.1',
};
const BOUNDS = {
  transfers: 0.6,
  spread: 0.5,
  history: 1.5,
  swaps: 0.4,
  swapFigures: 1.5,
  signIns: 0.6,
  hundredMs: 5_000,
  lists: 1.5,
  pages: 0.6,
  others: 3,
  memoryMiB: 768,
  growth: 1.1,
  auc: [0.45, 0.55],
  decisionMs: { median: 1, p99: 5 },
  policyMemory: 1.1,
} as const;
const ROUNDS = 3;

const undo: (() => unknown)[] = [];
/** For somebody who writes a part of it: whether it runs at all. */
const isSmall = process.argv.includes('--small');
const only = process.argv.slice(2).filter((part) => part !== '--small');
const wanted = (part: string) => only.length === 0 || only.includes(part);

try {
  await run();
} finally {
  for (const step of undo.reverse()) await step();
}

async function run(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'ngao-bench-'));
  undo.push(() => rmSync(dir, { recursive: true, force: true }));
  chmodSync(dir, 0o755);
  const database = await startEmbedded(dir);
  undo.push(() => database.stop());
  await migrate(database);
  const { variables } = await ownEnvironment('test', {
    DATA_DIR: dir,
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DEFAULT_TENANT: 'bench',
  });
  Object.assign(process.env, variables, OPEN, { DATABASE_POOL_SIZE: '32' });
  const { pool } = await import('../db/client');
  undo.push(() => pool().end());

  const results: Record<string, unknown> = { at: new Date().toISOString(), machine: machine() };
  if (wanted('transfers')) {
    const { benchTransfers } = await import('./transfers');
    const { benchSpread } = await import('./spread');
    results.transfers = say('transfers', await benchTransfers(isSmall ? 60 : 1_200));
    const spread = isSmall ? { wallets: 200, deeds: 30 } : { wallets: 10_000, deeds: 600 };
    results.spread = say('many people', await benchSpread(database.ownerUrl, spread));
    results.pgbench = say('pgbench', pgbench(database.ownerUrl));
  }
  if (wanted('serving')) Object.assign(results, await benchServing({ ...variables, ...OPEN }));
  if (wanted('names'))
    results.tellsNothing = say('tells nothing', await benchNamesOn({ ...variables, ...OPEN }));
  if (wanted('policies')) {
    const { benchPolicies } = await import('./policies');
    results.policies = say('policies', await benchPolicies());
  }
  if (wanted('swaps')) {
    const [{ benchSwaps }, { benchSwapFigures }] = [await import('./swaps'), await import('./swap-figures')];
    results.swaps = say('swaps', await benchSwaps(isSmall ? 30 : 240));
    results.swapFigures = say(
      'figures of swaps',
      await benchSwapFigures(database.ownerUrl, isSmall ? [100, 2_000] : [1_000, 1_000_000]),
    );
  }
  if (wanted('history')) {
    const { benchHistory } = await import('./history');
    const sizes = isSmall ? ([100, 2_000] as const) : ([1_000, 1_000_000] as const);
    results.history = say('history', await benchHistory(database.ownerUrl, sizes));
  }
  if (wanted('lists')) {
    const { benchLists } = await import('./lists');
    results.lists = say('lists', await benchLists(database.ownerUrl));
  }
  const before = only.length === 0 ? {} : readResults();
  const all = { ...before, ...results };
  if (isSmall) return console.log('Small sizes are no measurement: nothing is kept.');
  writeFileSync('bench/results.json', `${JSON.stringify({ ...all, verdict: judge(all) }, null, 2)}\n`);
  const failed = Object.entries(judge(all)).filter(([, held]) => held === false);
  console.log(
    failed.length === 0
      ? 'Every bound was held.'
      : `Bounds not held: ${failed.map(([name]) => name).join(', ')}`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}

/** What needs a server: two of them on one database, ours and the one without the door. */
async function benchServing(variables: Record<string, string>): Promise<Record<string, unknown>> {
  await requireBuild();
  const [
    { buildWithoutTheDoor },
    { makeCrowd, forgetCodes },
    serving,
    signIns,
    passkeys,
    { aTenant },
    { clock },
  ] = await Promise.all([
    import('./without-the-door/build'),
    import('./crowd'),
    import('./serving'),
    import('./sign-ins'),
    import('./passkeys'),
    import('../testing/ground'),
    import('../lib/base/clock'),
  ]);
  const copy = buildWithoutTheDoor();
  undo.push(() => rmSync(copy, { recursive: true, force: true }));
  const { tenant } = await aTenant({ at: clock.now(), slug: 'bench' });
  const people = await makeCrowd(tenant, { size: 200, named: 'crowd', firstNumber: 250_788_000_000 });
  const names = people.slice(0, 100).map(({ email }) => email);
  const twoFactors = await makeCrowd(tenant, {
    ...{ size: 60, named: 'two-factors', firstNumber: 250_788_100_000, withTotp: true },
  });
  const holders = await passkeys.givePasskeys(tenant, people.slice(100, 200));
  const ours = await startProductionServer(variables);
  undo.push(() => ours.stop());
  const bare = await startIn(copy, variables);
  undo.push(() => bare.stop());
  const at = ({ url }: ProductionServer) => ({ port: Number(new URL(url).port), host: 'localhost' });

  const memory: number[] = [];
  const results: Record<string, unknown> = {};
  for (let round = 1; round <= ROUNDS; round++) {
    results.signIns = await signIns.benchSignIns(at(ours), names, 60);
    results.twoFactors = await signIns.benchTwoFactors(at(ours), twoFactors, () => forgetCodes(tenant));
    results.passkeys = await passkeys.benchPasskeys(at(ours), holders);
    results.pages = await serving.benchPages(at(ours), at(bare), names[0] as string, 150);
    results.others = await serving.benchOthers(at(ours), names);
    memory.push(serving.memoryMiB(ours.pid));
    console.log(`round ${round}: ${JSON.stringify({ ...results, memory })}`);
  }
  results.memoryMiB = memory;
  return results;
}

/** Whether a stopwatch tells who has an account, on a tenant of its own. */
async function benchNamesOn(variables: Record<string, string>): Promise<Record<string, unknown>> {
  await requireBuild();
  const { benchNames } = await import('./names');
  return benchNames(async () => {
    const server = await startProductionServer(variables);
    undo.push(() => server.stop());
    return server;
  });
}

async function startIn(folder: string, variables: Record<string, string>): Promise<ProductionServer> {
  const here = process.cwd();
  process.chdir(folder);
  try {
    return await startProductionServer(variables);
  } finally {
    process.chdir(here);
  }
}

type Ratio = { ratio: number };

/** Each bound, and whether it was held; what was not measured is not judged. */
function judge(results: Record<string, unknown>): Record<string, boolean> {
  const verdict: Record<string, boolean> = {};
  const hold = (name: string, figure: number | undefined, fits: (figure: number) => boolean) => {
    if (figure !== undefined) verdict[name] = fits(figure);
  };
  for (const [name, { ratio }] of Object.entries((results.transfers ?? {}) as Record<string, Ratio>)) {
    hold(`transfers, ${name}, at least ${BOUNDS.transfers}`, ratio, (r) => r >= BOUNDS.transfers);
  }
  for (const [deed, rates] of Object.entries((results.spread ?? {}) as Record<string, Record<string, Ratio>>))
    for (const [name, { ratio }] of Object.entries(rates))
      hold(`${deed}, ${name}, at least ${BOUNDS.spread}`, ratio, (r) => r >= BOUNDS.spread);
  hold(
    `history of a wallet, at most ${BOUNDS.history}`,
    (results.history as Ratio | undefined)?.ratio,
    (r) => r <= BOUNDS.history,
  );
  for (const [deed, rates] of Object.entries((results.swaps ?? {}) as Record<string, Record<string, Ratio>>))
    for (const [name, { ratio }] of Object.entries(rates))
      hold(`swaps, ${deed}, ${name}, at least ${BOUNDS.swaps}`, ratio, (r) => r >= BOUNDS.swaps);
  hold(
    `figures of swaps, at most ${BOUNDS.swapFigures}`,
    (results.swapFigures as Ratio | undefined)?.ratio,
    (r) => r <= BOUNDS.swapFigures,
  );
  const signIns = results.signIns as
    | { perSecond: Ratio; hundredAtOnce: { slowestMs: number; errors: number } }
    | undefined;
  hold(`sign-ins, at least ${BOUNDS.signIns}`, signIns?.perSecond.ratio, (r) => r >= BOUNDS.signIns);
  hold(
    `a hundred sign-ins within ${BOUNDS.hundredMs} ms`,
    signIns?.hundredAtOnce.slowestMs,
    (ms) => ms <= BOUNDS.hundredMs,
  );
  hold('a hundred sign-ins without an error', signIns?.hundredAtOnce.errors, (n) => n === 0);
  const lists = results.lists as { people: Ratio; audit: Ratio } | undefined;
  hold(`people list, at most ${BOUNDS.lists}`, lists?.people.ratio, (r) => r <= BOUNDS.lists);
  hold(`audit log, at most ${BOUNDS.lists}`, lists?.audit.ratio, (r) => r <= BOUNDS.lists);
  const pages = results.pages as { withoutTheDoor: Ratio } | undefined;
  hold(`pages, at least ${BOUNDS.pages}`, pages?.withoutTheDoor.ratio, (r) => r >= BOUNDS.pages);
  hold(
    `other pages, at most ${BOUNDS.others}`,
    (results.others as Ratio | undefined)?.ratio,
    (r) => r <= BOUNDS.others,
  );
  const memory = results.memoryMiB as number[] | undefined;
  hold(
    `memory, at most ${BOUNDS.memoryMiB} MiB`,
    memory && Math.max(...memory),
    (m) => m <= BOUNDS.memoryMiB,
  );
  const growth = memory && (memory.at(-1) as number) / (memory.at(-2) as number);
  hold(
    `memory of the third round, at most ${BOUNDS.growth} of the second`,
    growth,
    (g) => g <= BOUNDS.growth,
  );
  const policies = results.policies as
    | {
        decision: { medianMs: number; p99Ms: number };
        memory: { heapGrowth: number; residentGrowth: number };
      }
    | undefined;
  for (const [name, ms, most] of [
    ['median', policies?.decision.medianMs, BOUNDS.decisionMs.median],
    ['p99', policies?.decision.p99Ms, BOUNDS.decisionMs.p99],
  ] as const)
    hold(`a decision among a thousand policies, ${name} at most ${most} ms`, ms, (figure) => figure <= most);
  for (const [name, grown] of [
    ['heap', policies?.memory.heapGrowth],
    ['memory', policies?.memory.residentGrowth],
  ] as const)
    hold(
      `${name} of the last third of a thousand edits, at most ${BOUNDS.policyMemory} of the second`,
      grown,
      (g) => g <= BOUNDS.policyMemory,
    );
  const tells = (results.tellsNothing ?? {}) as Record<string, { auc: number; answers: number }>;
  for (const [title, { auc, answers }] of Object.entries(tells)) {
    hold(
      `${title}: AUC from ${BOUNDS.auc.join(' to ')}`,
      auc,
      (a) => a >= BOUNDS.auc[0] && a <= BOUNDS.auc[1],
    );
    hold(`${title}: one answer`, answers, (n) => n === 1);
  }
  return verdict;
}

function say<T>(name: string, result: T): T {
  console.log(`${name}: ${JSON.stringify(result)}`);
  return result;
}

function readResults(): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync('bench/results.json', 'utf8'));
  } catch {
    // The first run has nothing to add to.
    return {};
  }
}
