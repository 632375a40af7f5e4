import { act, actOnce, type Bank, look } from './client';
import type { Moved } from './journal';
import { correct, dispute, freeze, lookOver } from './staff-plans';
import {
  agent,
  customer,
  idOf,
  numberOf,
  priceOf,
  someAgent,
  someAmount,
  someoneElse,
  walletOf,
} from './whom';

type Plan = (bank: Bank, own: number) => Promise<unknown>;

/** What somebody may do next, and how often that is. */
const PLANS: readonly { share: number; plan: Plan }[] = [
  { share: 40, plan: sendMoney },
  { share: 4, plan: confirmTwice },
  { share: 20, plan: payIn },
  { share: 18, plan: withdraw },
  { share: 6, plan: payThroughAgent },
  { share: 3, plan: useCode },
  { share: 4, plan: correct },
  { share: 2, plan: dispute },
  { share: 1, plan: freeze },
  { share: 6, plan: lookOver },
];

/** Does one thing after another, as one customer, until the bank closes. */
export async function live(bank: Bank, own: number): Promise<void> {
  while (!bank.isOver()) await bank.chance.weighted(PLANS, ({ share }) => share).plan(bank, own);
}

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
  const by = someAgent(bank);
  const amount = someAmount(bank);
  const owner = idOf(bank, 'agents', by);
  const moved: Moved = {
    ...{ operation: 'deposit', amount, from: { kind: 'float', owner }, to: walletOf(bank, own) },
    earns: { owner, amount: priceOf(bank, 'depositCommission', amount) },
  };
  const input = { to: numberOf(bank, own), amount: String(amount) };
  await act(bank, { as: agent(by), name: 'deposit', input, moved });
}

function paidOut(bank: Bank, own: number, { by, amount }: { by: number; amount: bigint }): Moved {
  const owner = idOf(bank, 'agents', by);
  return {
    ...{ operation: 'withdrawal', amount, fee: priceOf(bank, 'withdrawalFee', amount) },
    ...{ from: walletOf(bank, own), to: { kind: 'float', owner } },
    earns: { owner, amount: priceOf(bank, 'withdrawalCommission', amount) },
  };
}

/** An agent starts a withdrawal, and it ends in one of the ways that it can end, or in the race of several. */
async function withdraw(bank: Bank, own: number): Promise<void> {
  const by = someAgent(bank);
  const amount = someAmount(bank);
  const started = await act(bank, {
    ...{ as: agent(by), name: 'startWithdrawal' },
    input: { from: numberOf(bank, own), amount: String(amount) },
  });
  if (started)
    await answer(bank, own, { by, pendingId: started.pendingId, moved: paidOut(bank, own, { by, amount }) });
}

async function payThroughAgent(bank: Bank, own: number): Promise<void> {
  const [by, to, amount] = [someAgent(bank), someoneElse(bank, own), someAmount(bank)];
  const started = await act(bank, {
    ...{ as: agent(by), name: 'startOnBehalf' },
    input: { from: numberOf(bank, own), to: numberOf(bank, to), amount: String(amount) },
  });
  const moved: Moved = {
    ...{ operation: 'transfer', amount, fee: priceOf(bank, 'transferFee', amount) },
    ...{ from: walletOf(bank, own), to: walletOf(bank, to) },
  };
  if (started) await answer(bank, own, { by, pendingId: started.pendingId, moved });
}

type Waits = { by: number; pendingId: string; moved: Moved };

/** The customer says yes or no, the agent cancels, nobody says anything, or several of it at once. */
async function answer(bank: Bank, own: number, { by, pendingId, moved }: Waits): Promise<void> {
  const input = { pendingId, amount: String(moved.amount) };
  const yes = () => act(bank, { as: customer(own), name: 'confirm', input, moved });
  const no = () => actOnce(bank, { as: customer(own), name: 'refuse', input: { pendingId } });
  const cancel = () => actOnce(bank, { as: agent(by), name: 'cancel', input: { pendingId } });
  const nothing = async () => {};
  const all: (() => Promise<unknown>)[] = bank.chance.weighted(
    [
      { share: 50, ways: [yes] },
      { share: 15, ways: [yes, yes] },
      { share: 8, ways: [yes, no] },
      { share: 8, ways: [yes, cancel] },
      { share: 5, ways: [no, cancel] },
      { share: 8, ways: [no] },
      { share: 6, ways: [nothing] },
    ],
    ({ share }) => share,
  ).ways;
  await Promise.all(all.map((way) => way()));
}

/** A customer makes a code, which one agent redeems, or two at once, or which is taken back meanwhile. */
async function useCode(bank: Bank, own: number): Promise<void> {
  if (!bank.mayNow('code')) return;
  const amount = someAmount(bank);
  const made = await actOnce(bank, {
    as: customer(own),
    name: 'makeCode',
    input: { amount: String(amount) },
  });
  if (!made) return;
  const { pendingId, code } = made;
  const redeem = () => {
    const by = someAgent(bank);
    const input = { from: numberOf(bank, own), code };
    return act(bank, { as: agent(by), name: 'redeem', input, moved: paidOut(bank, own, { by, amount }) });
  };
  const back = () => actOnce(bank, { as: customer(own), name: 'takeBackCode', input: { pendingId } });
  const ways = bank.chance.pick([[redeem], [redeem, redeem], [redeem, back], [back]]);
  await Promise.all(ways.map((way) => way()));
}
