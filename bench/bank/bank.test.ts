import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { pool } from '@/db/client';
import { asOwner } from '@/db/testing/as-owner';
import { env } from '@/lib/base/env';
import { Refusal } from '@/lib/base/refusal';
import type { Person } from '@/lib/policy/actor';
import { effort } from '@/testing/effort';
import { aTenant, type Ground } from '@/testing/ground';
import { aCustomer, anAgent } from '@/testing/money';
import { violationsOf } from './audit';
import { runBankOn } from './bank';
import { type DeedName, type OutputOf, runDeed } from './deeds';
import { Journal, type Moved } from './journal';
import { type Killable, startKillable } from './postgres';
import { ASYNCHRONOUS, type LeftOut, sabotage } from './sabotage';
import { type Said, through } from './through';

// Only processes are killed here, and what they wrote the system keeps: nothing waits for the disk.
const CARELESS = ['-c', 'fsync=off', '-c', 'full_page_writes=off'];
const SHORT = {
  ...{ seconds: effort(4), clients: 12, processes: 2, connections: 12, seed: 7 },
  ...{ appKills: effort(1), databaseKills: effort(1) },
};

let database: Killable;
beforeAll(async () => {
  database = await startKillable(CARELESS);
});
afterAll(() => database.stop());

test('whatever is killed, what was acknowledged is there once, and nothing is half there', async () => {
  const report = await runBankOn(database, SHORT);
  expect(report.violations).toEqual([]);
  expect(report).toMatchObject({ appKills: SHORT.appKills, databaseKills: SHORT.databaseKills });
});

test('with asynchronous commits what was acknowledged is lost with the database, and that is found', async () => {
  await database.kill();
  await database.restart([...CARELESS, ...ASYNCHRONOUS]);
  const { violations } = await runBankOn(database, { ...SHORT, seconds: 1, appKills: 0, databaseKills: 1 });
  expect(violations).toContainEqual(
    expect.stringMatching(/was acknowledged, and its (key|deed .*) is not there/),
  );
});

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** A counter with two customers, on the database of the tests, and what people were answered there. */
async function aCounter() {
  const ground = await aTenant();
  const [ana, ben] = [await aCustomer(ground, { balance: 30_000n }), await aCustomer(ground)];
  const agent = await anAgent(ground, 100_000n);
  return { ground, ana, ben, agent, journal: new Journal() };
}

type Counter = Awaited<ReturnType<typeof aCounter>>;
type Asking<Name extends DeedName> = { name: Name; as: Person; input: Record<string, unknown>; moved: Moved };

/** Asks with one key until there is an answer that decides, and writes it down. */
async function act<Name extends DeedName>(
  { journal }: Counter,
  { name, as, input, moved }: Asking<Name>,
  answers = 1,
): Promise<void> {
  const key = crypto.randomUUID();
  let heard = 0;
  for (let attempts = 1; ; attempts++) {
    try {
      const output = (await runDeed(name, as, { ...input, key })) as OutputOf<Name>;
      heard += 1;
      if (heard < answers) continue;
      return journal.write({ key, name, actorId: as.principal.id, moved, ended: { output }, attempts });
    } catch (error) {
      if (attempts > 3) throw error;
      if (error instanceof Refusal)
        return journal.write({
          key,
          name,
          actorId: as.principal.id,
          moved,
          ended: { refused: error.code },
          attempts,
        });
    }
  }
}

const wallet = (person: Person) => ({ kind: 'wallet' as const, owner: person.principal.id });

function deposit({ agent, ana }: Counter): Asking<'deposit'> {
  const owner = agent.principal.id;
  const moved: Moved = {
    ...{ operation: 'deposit', amount: 500n, earns: { owner, amount: 10n } },
    ...{ from: { kind: 'float', owner }, to: wallet(ana) },
  };
  return { name: 'deposit', as: agent, input: { to: ana.principal.mobile, amount: '500' }, moved };
}

async function payment({ ana, ben }: Counter): Promise<Asking<'transfer'>> {
  const shown = (await runDeed('quote', ana, {
    to: ben.principal.mobile,
    amount: '700',
  })) as OutputOf<'quote'>;
  const moved: Moved = {
    ...{ operation: 'transfer', amount: 700n, fee: shown.fee },
    ...{ from: wallet(ana), to: wallet(ben) },
  };
  return { name: 'transfer', as: ana, input: { quote: shown.quote }, moved };
}

const lookOver = ({ ground, journal }: { ground: Ground; journal: Journal }) =>
  asOwner(env().DATABASE_OWNER_URL ?? '', (client) => violationsOf(client, ground.tenant.id, journal));

const without = (name: LeftOut) => undo.push(sabotage(name));
const watch = (change: (said: Said) => Promise<unknown>) =>
  undo.push(
    through(pool(), async (said, say) => {
      await change(said);
      return say(said);
    }),
  );

/** Nobody writes before as many have read. */
function untilAllHaveRead(count: number) {
  const all = Promise.withResolvers<void>();
  let read = 0;
  return async ({ name }: Said) => {
    if (name !== 'ledger-book') return;
    read += 1;
    if (read >= count) all.resolve();
    await all.promise;
  };
}

test('a quiet counter has nothing wrong with it', async () => {
  const counter = await aCounter();
  await act(counter, deposit(counter), 2);
  const twice = await payment(counter);
  await Promise.all([act(counter, twice), act(counter, twice), act(counter, await payment(counter))]);
  expect(await lookOver(counter)).toEqual([]);
  expect(counter.journal.entries.filter(({ ended }) => ended && 'refused' in ended)).toHaveLength(1);
});

test('with the lock left out two who read before they write spoil the balances, and that is found', async () => {
  const counter = await aCounter();
  const payments = [await payment(counter), await payment(counter)];
  without('lock');
  watch(untilAllHaveRead(payments.length));
  await Promise.all(payments.map((one) => act(counter, one)));
  expect(await lookOver(counter)).toContainEqual(expect.stringMatching(/has balances that do not join/));
});

test('with the key ignored whoever did not hear the answer pays in twice, and that is found', async () => {
  const counter = await aCounter();
  without('key');
  await act(counter, deposit(counter), 2);
  expect(await lookOver(counter)).toContainEqual(expect.stringMatching(/is there, and is named by 0 keys/));
});

test('with the audit row outside the transaction a deed that fails leaves one, and that is found', async () => {
  const counter = await aCounter();
  const due = await payment(counter);
  without('audit');
  let isBroken = false;
  undo.push(
    through(pool(), async (said, say) => {
      const fails = said.name === 'idempotency-store' && !isBroken;
      isBroken ||= fails;
      return say(fails ? { text: 'select pg_terminate_backend(pg_backend_pid())' } : said);
    }),
  );
  await act(counter, due);
  const found = await lookOver(counter);
  expect(found).toContainEqual(
    expect.stringMatching(/the log tells of|2 entries in the audit log|the log says 2/),
  );
});
