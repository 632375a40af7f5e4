import pg from 'pg';
import { pool } from '@/db/client';
import { after, clock, HOUR_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { perform } from '@/lib/command/perform';
import { deposit } from '@/lib/counter/deposit';
import { startWithdrawal } from '@/lib/counter/withdrawal/start';
import type { Person } from '@/lib/policy/actor';
import { tenantSettings } from '@/lib/policy/tenant';
import { confirmPending } from '@/lib/wallet/pending/confirm';
import { sealQuote } from '@/lib/wallet/quote-token';
import { transfer } from '@/lib/wallet/transfer';
import { priceOf } from '@/lib/wallet/wallet';
import { aTenant, facts, type Ground, later } from '@/testing/ground';
import { anAgent } from '@/testing/money';
import { alternate, ratePerSecond } from './measure';
import { recordStatements, replayOf } from './recorded-statements';

const LANES = [8, 32];
const ROUNDS = 5;
const FLOAT = 1_000_000_000n;

const NO_CEILING = {
  ...{ perTransfer: null, outPerDay: null, outPerMonth: null },
  ...{ balance: null, cashOutsPerDay: null },
};
const settings = tenantSettings.parse({
  networks: ['63510'],
  money: { tiers: [NO_CEILING, NO_CEILING, NO_CEILING], agent: NO_CEILING },
});

type Wallet = { personId: string; accountId: string; mobile: string };
/** A deed on two wallets that were drawn, done through the door. */
type Deed = (one: Wallet, other: Wallet) => Promise<unknown>;

/**
 * Deeds a second through `perform()` where many people are, against the same statements with the same texts through bare pg
 * on the same pool: transfers among thousands of wallets, and the customers of one agent, who all meet at one float.
 */
export async function benchSpread(ownerUrl: string, { wallets, deeds }: { wallets: number; deeds: number }) {
  const ground = await aTenant({ at: clock.now(), settings });
  const agent = await anAgent(ground, FLOAT);
  const template = await ground.person(['user'], { at: clock.now(), assurance: 1 });
  const all = await fill(ownerUrl, ground, wallets);
  const ownIds = await idsOf(ownerUrl, ground, agent);
  const stage: Stage = { all, ownIds, deeds };
  return {
    [`spread over ${wallets} wallets`]: await benchDeed(stage, transfersBetween(ground, template)),
    'deposits at one agent': await benchDeed(stage, depositsAt(agent)),
    'withdrawals at one agent': await benchDeed(stage, withdrawalsAt(agent, template)),
  };
}

type Stage = { all: readonly Wallet[]; ownIds: readonly string[]; deeds: number };

const personOf = (template: Person, { personId, mobile }: Wallet): Person => ({
  ...template,
  principal: { ...template.principal, id: personId, mobile },
  session: { ...template.session, id: newId(clock.now()) },
  request: facts(clock.now()),
});

const transfersBetween =
  ({ tenant }: Ground, template: Person): Deed =>
  async (one, other) => {
    const [now, amount] = [clock.now(), 100n];
    const quote = {
      ...{ deedId: newId(now), payeeId: other.personId, mobile: other.mobile, amount },
      ...{ fee: priceOf(settings.money.transferFee, amount), expiresAt: after(now, HOUR_MS) },
    };
    const input = { quote: sealQuote(tenant.id, one.personId, quote), key: newId(now) };
    await perform(transfer, personOf(template, one), input);
  };

const depositsAt =
  (agent: Person): Deed =>
  ({ mobile }) =>
    perform(deposit, later(agent, clock.now()), { to: mobile, amount: '100', key: newId(clock.now()) });

const withdrawalsAt =
  (agent: Person, template: Person): Deed =>
  async (one) => {
    const asked = { from: one.mobile, amount: '100', key: newId(clock.now()) };
    const { pendingId } = await perform(startWithdrawal, later(agent, clock.now()), asked);
    const yes = { pendingId, amount: '100', key: newId(clock.now()) };
    await perform(confirmPending, personOf(template, one), yes);
  };

async function benchDeed({ all, ownIds, deeds }: Stage, deed: Deed) {
  let drawn = 0;
  /** Two wallets that nobody has just now: a prime step goes round all of them before one comes again. */
  const draw = (): [Wallet, Wallet] => {
    drawn += 1;
    const at = (step: number) => all[(drawn * 7_919 + step) % all.length] as Wallet;
    return [at(0), at(Math.floor(all.length / 2))];
  };
  const replay = await recorded(deed, draw, ownIds);
  const results: Record<string, unknown> = {};
  for (const atOnce of LANES) {
    const count = Math.max(16, Math.round((deeds * Math.sqrt(atOnce)) / 6));
    results[`${atOnce} at once`] = await alternate(
      ROUNDS,
      () => ratePerSecond(count, atOnce, () => deed(...draw())),
      () => ratePerSecond(count, atOnce, () => replay(...draw())),
    );
  }
  return results;
}

/** Two recordings on two pairs tell what belongs to a wallet, what is fresh in every deed, and what stays. */
async function recorded(deed: Deed, draw: () => [Wallet, Wallet], ownIds: readonly string[]): Promise<Deed> {
  const record = async () => {
    const pair = draw();
    return { pair, said: await recordStatements(pool(), () => deed(...pair)) };
  };
  let [earlier, last] = [await record(), await record()];
  // A recording during which a lease of the limiter was bought has a statement more; most have none.
  while (earlier.said.length !== last.said.length) [earlier, last] = [last, await record()];
  const replay = replayOf(earlier.said, last.said);
  const [one, other] = earlier.pair;
  // Each has a budget of requests of their own, as they have through the door: its key has their id in it.
  const budgets = earlier.said
    .flatMap(({ values }) => values)
    .filter((value): value is string => typeof value === 'string' && value.includes(`|${one.personId}|`));
  return (payer, payee) => {
    const instead = new Map<unknown, unknown>(ownIds.map((id) => [id, id]));
    for (const [old, fresh] of [
      [one, payer],
      [other, payee],
    ] as const)
      for (const name of ['personId', 'accountId', 'mobile'] as const) instead.set(old[name], fresh[name]);
    for (const budget of budgets) instead.set(budget, budget.replace(one.personId, payer.personId));
    return replay(pool(), instead);
  };
}

/** Customers with money in their wallets, loaded past row-level security: what they were given is not in the ledger. */
async function fill(ownerUrl: string, { tenant }: Ground, count: number): Promise<Wallet[]> {
  const id = (kind: string) =>
    `overlay(overlay(md5('${tenant.id}${kind}' || n) placing '4' from 13 for 1) placing '8' from 17 for 1)::uuid`;
  const t = `'${tenant.id}'::uuid`;
  const n = `generate_series(1, ${count}) n`;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      `insert into users (tenant_id, id, name, email, email_verified_at, mobile, mobile_verified_at, status, created_at)
       select ${t}, ${id('p')}, 'Customer ' || n, 'c' || n || '@example.com', now(), '+25079' || lpad(n::text, 7, '0'), now(),
         'active', now() from ${n}`,
    );
    await client.query(
      `insert into accounts (tenant_id, id, kind, owner_id, currency, posted, held, created_at)
       select ${t}, ${id('a')}, 'wallet', ${id('p')}, '${tenant.currency}', 1000000000, 0, now() from ${n}`,
    );
    await client.query('vacuum analyze');
    const { rows } = await client.query<Wallet>(
      `select u.id as "personId", a.id as "accountId", u.mobile from users u
       join accounts a on a.tenant_id = u.tenant_id and a.owner_id = u.id and a.kind = 'wallet'
       where u.tenant_id = $1 order by u.id`,
      [tenant.id],
    );
    return rows;
  } finally {
    await client.end();
    // Plans that were made for an almost empty database are made anew.
    await pool().query('discard plans');
  }
}

/** What stays the same in every replay, wherever it stands: the tenant's own accounts, the agent and their accounts. */
async function idsOf(ownerUrl: string, { tenant }: Ground, agent: Person): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      'select id from accounts where tenant_id = $1 and (owner_id is null or owner_id = $2)',
      [tenant.id, agent.principal.id],
    );
    return [tenant.id, agent.principal.id, ...rows.map(({ id }) => id)];
  } finally {
    await client.end();
  }
}
