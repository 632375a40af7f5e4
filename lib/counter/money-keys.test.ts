import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { through } from '@/bench/bank/through';
import { inTenant, pool } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { cutBefore } from '@/testing/cut-connection';
import { isDeep } from '@/testing/effort';
import { aTenant } from '@/testing/ground';
import { aCustomer, anAgent } from '@/testing/money';
import { ask } from '../command/ask';
import type { Command } from '../command/command';
import { perform } from '../command/perform';
import type { Person } from '../policy/actor';
import { confirmPending } from '../wallet/pending/confirm';
import { quoteTransfer } from '../wallet/quote';
import { transfer } from '../wallet/transfer';
import { deposit } from './deposit';
import { startWithdrawal } from './withdrawal/start';

async function aShop() {
  const ground = await aTenant();
  const ana = await aCustomer(ground, { balance: 20_000n });
  const ben = await aCustomer(ground, { balance: 20_000n });
  return { ground, ana, ben, agent: await anAgent(ground, 100_000n) };
}

type Shop = Awaited<ReturnType<typeof aShop>>;
/** A deed under a key: what is asked for, and something else of the same kind. */
type Due = { deed: Command; as: Person; input: Record<string, unknown>; other: Record<string, unknown> };

const quoteOf = async ({ ana, ben }: Shop, amount: string) =>
  (await ask(quoteTransfer, ana, { to: ben.principal.mobile, amount })).quote;

const asCommand = (deed: unknown) => deed as Command;

const DEEDS: [string, (shop: Shop) => Promise<Due>][] = [
  [
    'a transfer',
    async (shop) => ({
      ...{ deed: asCommand(transfer), as: shop.ana },
      ...{ input: { quote: await quoteOf(shop, '700') }, other: { quote: await quoteOf(shop, '700') } },
    }),
  ],
  [
    'a deposit',
    async ({ ana, agent }) => ({
      ...{ deed: asCommand(deposit), as: agent },
      input: { to: ana.principal.mobile, amount: '500' },
      other: { to: ana.principal.mobile, amount: '501' },
    }),
  ],
  [
    'the start of a withdrawal',
    async ({ ana, agent }) => ({
      ...{ deed: asCommand(startWithdrawal), as: agent },
      input: { from: ana.principal.mobile, amount: '900' },
      other: { from: ana.principal.mobile, amount: '901' },
    }),
  ],
  [
    'the confirmation of a withdrawal',
    async ({ ana, agent }) => {
      const asked = { from: ana.principal.mobile, amount: '900', key: randomUUID() };
      const { pendingId } = await perform(startWithdrawal, agent, asked);
      return {
        ...{ deed: asCommand(confirmPending), as: ana },
        ...{ input: { pendingId, amount: '900' }, other: { pendingId, amount: '901' } },
      };
    },
  ],
];

/** How many lines, holds and entries of the log there are: what a deed that is done twice would leave twice. */
const traces = ({ ground }: Shop, command: string) =>
  inTenant(ground.tenant.id, async ({ $client }) => {
    const { rows } = await $client.query<{ lines: number; held: string; waits: number; told: number }>(
      `select (select count(*)::int from transfers) as lines, (select coalesce(sum(held), 0) from accounts) as held,
         (select count(*)::int from pending_transfers) as waits,
         (select count(*)::int from audit_events where command = $1 and outcome = 'done') as told`,
      [command],
    );
    return rows[0];
  });

/** Does a deed in a shop of its own, once and without trouble, to know what it leaves. */
async function left(make: (shop: Shop) => Promise<Due>) {
  const shop = await aShop();
  const { deed, as, input } = await make(shop);
  await perform(deed, as, { ...input, key: randomUUID() });
  return traces(shop, deed.name);
}

const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0)) step();
});

test.each(DEEDS)('%s: the same key with another body is refused, and moves nothing', async (_name, make) => {
  const shop = await aShop();
  const { deed, as, input, other } = await make(shop);
  const key = randomUUID();
  const first = await perform(deed, as, { ...input, key });
  const before = await traces(shop, deed.name);
  await expect(perform(deed, as, { ...other, key })).rejects.toMatchObject({
    code: 'key_reused',
    status: 409,
  });
  expect(await perform(deed, as, { ...input, key })).toEqual(first);
  expect(await traces(shop, deed.name)).toEqual(before);
  expect(before).toEqual(await left(make));
});

test.each(DEEDS)(
  '%s: a key whose deed is under way is refused, whatever comes with it',
  async (_name, make) => {
    const shop = await aShop();
    const { deed, as, input, other } = await make(shop);
    const key = randomUUID();
    const [arrived, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    undo.push(
      through(pool(), async (said, say) => {
        if (said.name === 'audit-append' && said.values?.[4] === 'done') {
          arrived.resolve();
          await go.promise;
        }
        return say(said);
      }),
    );
    const first = perform(deed, as, { ...input, key });
    await arrived.promise;
    for (const body of [input, other])
      await expect(perform(deed, as, { ...body, key })).rejects.toMatchObject({
        ...{ code: 'key_in_flight', status: 409 },
      });
    go.resolve();
    const answer = await first;
    expect(await perform(deed, as, { ...input, key })).toEqual(answer);
    expect(await traces(shop, deed.name)).toEqual(await left(make));
  },
);

/** In the usual run it is tried before some of the statements, in the deep one before all. */
const EVERY = isDeep ? 1 : 4;

test.each(DEEDS)(
  '%s: a connection dies before any statement, and the same key does it once',
  async (_name, make) => {
    const once = await left(make);
    let isWhole = false;
    for (let statement = 1; !isWhole; statement += EVERY) {
      const shop = await aShop();
      const { deed, as, input } = await make(shop);
      const key = randomUUID();
      let heard: unknown;
      const { wasCut, committed } = await cutBefore(statement, async () => {
        heard = await perform(deed, as, { ...input, key });
      });
      isWhole = !wasCut;
      if (!committed) expect(heard).toBeUndefined();
      const answer = await perform(deed, as, { ...input, key });
      if (heard !== undefined) expect(answer).toEqual(heard);
      expect(await traces(shop, deed.name)).toEqual(once);
      expect(await faultsOfBooks(shop.ground.tenant)).toEqual([]);
    }
  },
);

test.each(DEEDS)(
  '%s: the answer is lost after the commit, and the same key is answered as the first',
  async (_name, make) => {
    const shop = await aShop();
    const { deed, as, input } = await make(shop);
    const key = randomUUID();
    const stored: unknown[] = [];
    let isLost = false;
    undo.push(
      through(pool(), async (said, say) => {
        if (said.name === 'idempotency-store') stored.push(said.values?.[5]);
        const ended = await say(said);
        if (said.text !== 'commit' || stored.length === 0 || isLost) return ended;
        isLost = true;
        throw new Error('Connection terminated unexpectedly');
      }),
    );
    await expect(perform(deed, as, { ...input, key })).rejects.toThrow(/terminated/);
    const once = await traces(shop, deed.name);
    await perform(deed, as, { ...input, key });
    expect(stored).toHaveLength(1);
    expect(await traces(shop, deed.name)).toEqual(once);
    expect(once).toEqual(await left(make));
  },
);
