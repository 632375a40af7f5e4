import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
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
  /** How often the whole PostgreSQL is killed, and how long a process of the app lives on average. */
  databaseKills: number;
  appLivesMs: number;
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
const STAYS_DOWN_MS = { least: 0, most: 400 };

/**
 * Opens a bank on a PostgreSQL of its own and lets a crowd use it while its processes and its database are killed; closes
 * it when everybody has been answered, and looks it over.
 */
export async function runBank(plan: Plan): Promise<Report> {
  const flags = [...(plan.flags ?? []), ...(plan.without === 'commit' ? ASYNCHRONOUS : [])];
  const database = await startKillable(flags);
  const app = await openApp(plan.processes, environment(database, plan));
  try {
    const people = await app.makePeople(sizeOf(plan));
    const journal = new Journal();
    const faults = await spend(plan, { app, people, journal, database });
    await app.close();
    const violations = await lookOver(database, people, journal);
    return { ...reportOf(journal), ...faults, violations };
  } finally {
    await app.close();
    await database.stop();
  }
}

const sizeOf = ({ clients }: Plan): Size => ({ customers: clients, agents: 3, admins: 2 });

const secret = () => randomBytes(32).toString('base64');

const environment = ({ appUrl, ownerUrl }: Killable, { connections, processes, without }: Plan) => ({
  ...OPEN,
  ...{ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl },
  DATABASE_POOL_SIZE: String(Math.ceil(connections / processes)),
  ...{ AUTH_SECRET: secret(), SEAL_KEY: secret(), NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: secret() },
  BANK_WITHOUT: without ?? '',
});

type Open = { app: App; people: People; journal: Journal; database: Killable };

/** The time that the bank is open for. Everybody goes when they have the answer that they wait for. */
async function spend(plan: Plan, { app, people, journal, database }: Open) {
  const closesAt = performance.now() + plan.seconds * 1_000;
  const isOver = () => performance.now() >= closesAt;
  const chance = new Chance(plan.seed);
  const bank: Bank = { app, people, journal, chance, isOver };
  const faults = { appKills: 0, databaseKills: 0 };
  await Promise.all([
    ...Array.from({ length: plan.clients }, (_, own) => live(bank, own)),
    killProcesses(plan, bank, faults),
    killDatabase(plan, bank, { database, faults }),
  ]);
  return faults;
}

type Faults = { appKills: number; databaseKills: number };

async function killProcesses({ appLivesMs, processes }: Plan, { app, chance, isOver }: Bank, faults: Faults) {
  for (;;) {
    await pause(chance.wait(appLivesMs / processes));
    if (isOver()) return;
    if (app.kill((count) => chance.whole(0, Math.max(0, count - 1)))) faults.appKills += 1;
  }
}

/** At a random moment of each of as many equal parts of the time. */
async function killDatabase(
  { seconds, databaseKills }: Plan,
  { chance }: Bank,
  { database, faults }: { database: Killable; faults: Faults },
) {
  const partMs = (seconds * 1_000) / (databaseKills || 1);
  const begins = performance.now();
  for (let part = 0; part < databaseKills; part++) {
    const at = begins + (part + 0.2 + 0.7 * chance.next()) * partMs;
    await pause(Math.max(0, at - performance.now()));
    await database.kill();
    faults.databaseKills += 1;
    await pause(chance.whole(STAYS_DOWN_MS.least, STAYS_DOWN_MS.most));
    await database.restart();
  }
}

async function lookOver({ ownerUrl }: Killable, { tenant }: People, journal: Journal): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await violationsOf(client, tenant.id, journal);
  } finally {
    await client.end();
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
