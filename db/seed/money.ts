import { newId } from '@/lib/base/id';
import { Refusal } from '@/lib/base/refusal';
import { ask } from '@/lib/command/ask';
import { perform } from '@/lib/command/perform';
import { deposit } from '@/lib/counter/deposit';
import type { Person } from '@/lib/policy/actor';
import { quoteTransfer } from '@/lib/wallet/quote';
import { transfer } from '@/lib/wallet/transfer';
import type { Chance } from './chance';

const DEPOSITS = [2_000, 3_000, 5_000, 5_000, 10_000, 10_000, 15_000, 20_000, 25_000, 40_000, 60_000];
const TRANSFERS = [300, 500, 500, 1_000, 1_000, 1_500, 2_000, 2_500, 3_000, 5_000, 7_500, 10_000, 18_000];

/** An agent takes a customer's cash. */
export function payIn(agent: Person, chance: Chance, to: string): Promise<boolean> {
  const { at } = agent.request;
  return mayBeRefused(perform(deposit, agent, { to, amount: String(chance.pick(DEPOSITS)), key: newId(at) }));
}

/** A customer looks at what it costs and sends money to another. */
export function send(payer: Person, chance: Chance, to: string): Promise<boolean> {
  const amount = String(chance.pick(TRANSFERS));
  const sent = async () => {
    const { quote } = await ask(quoteTransfer, payer, { to, amount });
    await perform(transfer, payer, { quote, key: newId(payer.request.at) });
  };
  return mayBeRefused(sent());
}

/** In a life, some things are refused: a wallet is empty, or full. That is no fault of the demo. */
async function mayBeRefused(deed: Promise<unknown>): Promise<boolean> {
  try {
    await deed;
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.status !== 429) return false;
    throw error;
  }
}
