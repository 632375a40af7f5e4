import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { asOwner } from '../../db/testing/as-owner';
import { MINUTE_MS } from '../../lib/base/clock';
import { Chance } from '../risk/chance';
import { type App, openApp } from './app';
import { violationsOf } from './audit';
import type { Bank } from './client';
import { Journal } from './journal';
import { live } from './plans';
import { type Killable, startKillable } from './postgres';
import { ASYNCHRONOUS, type LeftOut } from './sabotage';
import type { People, Size } from './wire';

export type Plan = {
  seconds: number;
  clients: number;
  processes: number;
  connections: number;
  /** How often the whole PostgreSQL is killed, and how often a process of the app. */
  databaseKills: number;
  appKills: number;
  seed: number;
  without?: LeftOut;
  /** For PostgreSQL: a test that only kills processes need not wait for the disk. */
  flags?: readonly string[];
};

export type Report = {
  asked: number;
  again: number;
  answersLost: number;
  deeds: Record<string, { done: number; refused: number; unheard: number }>;
  refusals: Record<string, number>;
  appKills: number;
  databaseKills: number;
  violations: string[];
};

// One address and a crowd of it: ceilings of requests are settings, and these are out of its way.
const OPEN = {
  NGAO_MODE: 'test',
  LOG_LEVEL: 'silent',
  LIMIT_INSTALLATION_PER_SECOND: '1000000',
  LIMIT_COMMAND_PER_MINUTE: '1000000',
};
/** So many are answered at least between two faults. */
const ANSWERED_BETWEEN = 5;
const STAYS_DOWN_MS = { least: 0, most: 400 };

/** Opens a bank on a PostgreSQL of its own, for one day. */
export async function runBank(plan: Plan): Promise<Report> {
  const database = await startKillable([
    ...(plan.flags ?? []),
    ...(plan.without === 'commit' ? ASYNCHRONOUS : []),
  ]);
  try {
    return await runBankOn(database, plan);
  } finally {
    await database.stop();
  }
}

/**
 * Opens a bank and lets a crowd use it while its processes and its database are killed; closes it when everybody has been
 * answered, and looks it over.
 */
export async function runBankOn(database: Killable, plan: Plan): Promise<Report> {
  const app = await openApp(plan.processes, environment(database, plan));
  try {
    const people = await app.makePeople(sizeOf(plan));
    // What they were given before they began is on the disk, whatever is left out of the bank.
    await asOwner(database.ownerUrl, (client) => client.query('checkpoint'));
    const journal = new Journal();
    const faults = await spend(plan, { app, people, journal, database });
    await app.close();
    const violations = await asOwner(database.ownerUrl, (client) =>
      violationsOf(client, people.tenant.id, journal),
    );
    return { ...reportOf(journal), ...faults, violations };
  } finally {
    await app.close();
  }
}

const sizeOf = ({ clients }: Plan): Size => ({ customers: clients, agents: 4, admins: 3 });

const secret = () => randomBytes(32).toString('base64');

const environment = ({ appUrl, ownerUrl }: Killable, { connections, processes, without }: Plan) => ({
  ...OPEN,
  ...{ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl },
  DATABASE_POOL_SIZE: String(Math.ceil(connections / processes)),
  ...{ AUTH_SECRET: secret(), SEAL_KEY: secret(), NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: secret() },
  BANK_WITHOUT: without ?? '',
});

type Open = { app: App; people: People; journal: Journal; database: Killable };

type Faults = Pick<Report, 'appKills' | 'databaseKills'>;

/** The time that the bank is open for. Everybody goes when they have the answer that they wait for. */
async function spend(plan: Plan, { app, people, journal, database }: Open): Promise<Faults> {
  const closesAt = performance.now() + plan.seconds * 1_000;
  const faults = { appKills: 0, databaseKills: 0 };
  // On a machine that is slow it stays open until everything has happened that was planned.
  const isOver = () =>
    performance.now() >= closesAt &&
    faults.appKills >= plan.appKills &&
    faults.databaseKills >= plan.databaseKills;
  const bank: Bank = { app, people, journal, chance: new Chance(plan.seed), isOver, mayNow: seldom() };
  await Promise.all([
    ...Array.from({ length: plan.clients }, (_, own) => live(bank, own)),
    keepDeadlines(bank),
    nowAndThen(plan.appKills, bank, plan.seconds, async () => {
      while (!app.kill((count) => bank.chance.whole(0, Math.max(0, count - 1)))) await pause(20);
      faults.appKills += 1;
    }),
    nowAndThen(plan.databaseKills, bank, plan.seconds, async () => {
      await database.kill();
      await pause(bank.chance.whole(STAYS_DOWN_MS.least, STAYS_DOWN_MS.most));
      await database.restart();
      faults.databaseKills += 1;
    }),
  ]);
  return faults;
}

const SELDOM_MS = 700;

/** Says yes to each thing once in a while. */
function seldom(): Bank['mayNow'] {
  const last = new Map<string, number>();
  return (what) => {
    if (performance.now() - (last.get(what) ?? 0) < SELDOM_MS) return false;
    last.set(what, performance.now());
    return true;
  };
}

const KEPT_EVERY_MS = 1_500;
/** Longer than any customer is waited for: what nobody has answered by then is over in that moment. */
const AHEAD_MS = 31 * MINUTE_MS;

/** What ends by the clock ends now and then, while others are about to answer it. */
async function keepDeadlines({ app, isOver }: Bank): Promise<void> {
  while (!isOver()) {
    await pause(KEPT_EVERY_MS);
    await app.ask({ as: 'system', name: 'deadlines', input: {}, aheadMs: AHEAD_MS });
  }
}

/** Does it as often, at a random moment of each of as many parts of the time, and never before somebody was answered since. */
async function nowAndThen(
  times: number,
  { chance, journal }: Bank,
  seconds: number,
  work: () => Promise<void>,
): Promise<void> {
  const partMs = (seconds * 1_000) / Math.max(1, times);
  const begins = performance.now();
  for (let part = 0; part < times; part++) {
    const before = journal.entries.length;
    const at = begins + (part + 0.2 + 0.7 * chance.next()) * partMs;
    await pause(Math.max(0, at - performance.now()));
    while (journal.entries.length < before + ANSWERED_BETWEEN) await pause(20);
    await work();
  }
}

function reportOf({ entries, asked, again, answersLost }: Journal) {
  const deeds: Report['deeds'] = {};
  const refusals: Record<string, number> = {};
  for (const { name, ended } of entries) {
    deeds[name] ??= { done: 0, refused: 0, unheard: 0 };
    const counts = deeds[name];
    if (!ended) counts.unheard += 1;
    else if ('output' in ended) counts.done += 1;
    else {
      counts.refused += 1;
      refusals[ended.refused] = (refusals[ended.refused] ?? 0) + 1;
    }
  }
  return { asked, again, answersLost, deeds, refusals };
}
