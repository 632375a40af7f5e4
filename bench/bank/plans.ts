import { act, type Bank, look } from './client';

/** The first of the customers are known to all, so that many meet at their wallets. */
const KNOWN_TO_ALL = 5;

type Plan = (bank: Bank, own: number) => Promise<unknown>;

/** What somebody may do next, and how often that is. */
const PLANS: readonly { share: number; plan: Plan }[] = [
  { share: 50, plan: sendMoney },
  { share: 5, plan: confirmTwice },
  { share: 30, plan: payIn },
];

/** Does one thing after another, as one customer, until the bank closes. */
export async function live(bank: Bank, own: number): Promise<void> {
  while (!bank.isOver()) await bank.chance.weighted(PLANS, ({ share }) => share).plan(bank, own);
}

const customer = (index: number) => ({ role: 'customers' as const, index });
const agent = (index: number) => ({ role: 'agents' as const, index });
const idOf = ({ people }: Bank, role: 'customers' | 'agents', index: number) =>
  people[role][index]?.principal.id ?? '';
const numberOf = ({ people }: Bank, index: number) => people.customers[index]?.principal.mobile ?? '';
const walletOf = (bank: Bank, index: number) => ({
  kind: 'wallet' as const,
  owner: idOf(bank, 'customers', index),
});

function someoneElse({ chance, people }: Bank, own: number): number {
  const among = chance.isTrue(0.5) ? KNOWN_TO_ALL : people.customers.length;
  const other = chance.whole(0, among - 1);
  return other === own ? (other + 1) % people.customers.length : other;
}

/** Mostly little; now and then more than anybody has, or may. */
const someAmount = ({ chance }: Bank): bigint =>
  BigInt(chance.isTrue(0.04) ? chance.whole(10_000, 60_000) : chance.whole(1, 1_500));

async function offer(bank: Bank, own: number) {
  const to = someoneElse(bank, own);
  const amount = someAmount(bank);
  const shown = await look(bank, {
    ...{ as: customer(own), name: 'quote' },
    input: { to: numberOf(bank, to), amount: String(amount) },
  });
  const moved = {
    ...{ operation: 'transfer' as const, amount, fee: shown?.fee },
    ...{ from: walletOf(bank, own), to: walletOf(bank, to) },
  };
  return shown && { as: customer(own), name: 'transfer' as const, input: { quote: shown.quote }, moved };
}

async function sendMoney(bank: Bank, own: number): Promise<void> {
  const deed = await offer(bank, own);
  if (deed) await act(bank, deed);
}

/** Two windows show one confirmation, and both are pressed: it is paid by one of them. */
async function confirmTwice(bank: Bank, own: number): Promise<void> {
  const deed = await offer(bank, own);
  if (deed) await Promise.all([act(bank, deed), act(bank, deed)]);
}

async function payIn(bank: Bank, own: number): Promise<void> {
  const by = bank.chance.whole(0, bank.people.agents.length - 1);
  const amount = someAmount(bank);
  const earns = idOf(bank, 'agents', by);
  const moved = { operation: 'deposit' as const, amount, earns, to: walletOf(bank, own) };
  await act(bank, {
    ...{ as: agent(by), name: 'deposit' as const },
    input: { to: numberOf(bank, own), amount: String(amount) },
    moved: { ...moved, from: { kind: 'float', owner: earns } },
  });
}
