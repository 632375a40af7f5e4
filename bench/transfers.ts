import { inTenant, pool } from '@/db/client';
import { clock } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { ask } from '@/lib/command/ask';
import { perform } from '@/lib/command/perform';
import type { Person } from '@/lib/policy/actor';
import { tenantSettings } from '@/lib/policy/tenant';
import { quoteTransfer } from '@/lib/wallet/quote';
import { sampleCustomer, sampleFunds } from '@/lib/wallet/sample-wallet';
import { transfer } from '@/lib/wallet/transfer';
import { aTenant, facts, later } from '@/testing/ground';
import { alternate, ratePerSecond } from './measure';
import { recordStatements, replayOf } from './recorded-statements';

const LANES = [1, 8, 32];
const ROUNDS = 7;
const FUNDS = 100_000_000n;

/** The fee stays, since it is part of the deed; the ceilings go, since a customer who pays for minutes on end has none. */
const NO_CEILING = {
  perTransfer: null,
  outPerDay: null,
  outPerMonth: null,
  balance: null,
  cashOutsPerDay: null,
};
const settings = tenantSettings.parse({ money: { tiers: [NO_CEILING, NO_CEILING, NO_CEILING] } });

type Lane = { payer: Person; payee: string; replay: (p: ReturnType<typeof pool>) => Promise<void> };

/**
 * Transfers a second through `perform()`, against the same statements with the same texts through bare pg, prepared, on
 * the same pool. Each lane has a payer and a payee of its own, as the customers of a shop do.
 */
export async function benchTransfers(transfers: number) {
  const ground = await aTenant({ at: clock.now(), settings });
  const lanes: Lane[] = [];
  for (let lane = 0; lane < Math.max(...LANES); lane++) lanes.push(await makeLane(ground));

  const results: Record<string, unknown> = {};
  for (const atOnce of LANES) {
    // A lane alone waits for each answer: fewer runs say as much.
    const count = Math.max(20, Math.round((transfers * Math.sqrt(atOnce)) / 6));
    const quotes = async () => {
      const made: string[][] = [];
      for (const lane of lanes.slice(0, atOnce)) {
        const perLane = Math.ceil(count / atOnce) * 3 + 5;
        made.push(await Promise.all(Array.from({ length: perLane }, () => quoteFor(lane))));
      }
      return made;
    };
    results[`${atOnce} at once`] = await alternate(
      ROUNDS,
      async () => {
        const ready = await quotes();
        return ratePerSecond(count, atOnce, async (_index, lane) => {
          const { payer } = lanes[lane] as Lane;
          const quote = ready[lane]?.pop() ?? (await quoteFor(lanes[lane] as Lane));
          await perform(transfer, later(payer, clock.now()), { quote, key: newId(clock.now()) });
        });
      },
      () => ratePerSecond(count, atOnce, (_index, lane) => (lanes[lane] as Lane).replay(pool())),
    );
  }
  return results;
}

async function quoteFor({ payer, payee }: Lane): Promise<string> {
  const { quote } = await ask(quoteTransfer, later(payer, clock.now()), { to: payee, amount: '1' });
  return quote;
}

async function makeLane(ground: Awaited<ReturnType<typeof aTenant>>): Promise<Lane> {
  const payer = await ground.person(['user'], { at: clock.now() });
  const payee = await inTenant(ground.tenant.id, async (tx) => {
    const sample = { tx, tenant: ground.tenant, now: clock.now(), actorId: payer.principal.id };
    await sampleFunds(sample, payer.principal.id, FUNDS);
    return (await sampleCustomer(sample)).mobile as string;
  });
  const lane = { payer: { ...payer, request: facts(clock.now()) }, payee, replay: async () => {} };
  const once = async () => {
    const quote = await quoteFor(lane);
    return recordStatements(pool(), () =>
      perform(transfer, later(payer, clock.now()), { quote, key: newId(clock.now()) }),
    );
  };
  let [earlier, last] = [await once(), await once()];
  // A recording during which a lease of the limiter was bought has a statement more; most have none.
  while (earlier.length !== last.length) [earlier, last] = [last, await once()];
  return { ...lane, replay: replayOf(earlier, last) };
}
