import { setTimeout as pause } from 'node:timers/promises';
import { act, actOnce, type Bank } from './client';
import { admin, customer, idOf } from './whom';

const FROZEN_MS = { least: 50, most: 600 };

const someAdmin = ({ chance, people }: Bank): number => chance.whole(0, people.admins.length - 1);
const colleagueOf = ({ people }: Bank, one: number): number => (one + 1) % people.admins.length;

/** One of staff proposes to take a movement back, and a colleague decides; now and then two decide at once. */
export async function correct(bank: Bank): Promise<void> {
  const { chance, journal } = bank;
  if (journal.recent.length === 0 || !bank.mayNow('correct')) return;
  const { deedId } = chance.pick(journal.recent);
  const maker = someAdmin(bank);
  const withFee = chance.isTrue(0.3) ? 'yes' : 'no';
  const proposed = await act(bank, {
    ...{ as: admin(maker), name: 'proposeReversal' },
    input: { deedId, withFee, reason: 'Paid by mistake' },
  });
  if (!proposed) return;
  const { proposalId } = proposed;
  const one = colleagueOf(bank, maker);
  const approve = (by: number) => act(bank, { as: admin(by), name: 'approve', input: { proposalId } });
  const reject = (by: number) =>
    act(bank, { as: admin(by), name: 'reject', input: { proposalId, reason: 'It was right' } });
  const way = chance.next();
  if (way < 0.7) await approve(one);
  else if (way < 0.85) await Promise.all([approve(one), approve(colleagueOf(bank, one))]);
  else await Promise.all([approve(one), reject(one)]);
}

/** Whoever paid says that it was not right; staff decide, it is withdrawn, both at once, or it stays open. */
export async function dispute(bank: Bank, own: number): Promise<void> {
  const { chance, journal } = bank;
  const mine = idOf(bank, 'customers', own);
  const paid = journal.recent.filter(
    ({ moved }) => moved.from.kind === 'wallet' && moved.from.owner === mine,
  );
  if (paid.length === 0 || !bank.mayNow('dispute')) return;
  const { deedId } = chance.pick(paid);
  const raised = await act(bank, {
    ...{ as: customer(own), name: 'raiseDispute' },
    input: { deedId, about: 'other', words: 'This was not right' },
  });
  if (!raised) return;
  const { disputeId } = raised;
  const verdict = chance.pick(['upheld', 'dismissed'] as const);
  const decide = () =>
    act(bank, {
      ...{ as: admin(someAdmin(bank)), name: 'decideDispute' },
      input: { disputeId, verdict, reason: 'As it was' },
    });
  const withdraw = () => act(bank, { as: customer(own), name: 'withdrawDispute', input: { disputeId } });
  const ways = chance.pick([[decide], [decide], [withdraw], [decide, withdraw], []]);
  await Promise.all(ways.map((way) => way()));
}

/** Staff look at a transfer that was set aside, now and then two at once, or while its payer takes it back. */
export async function lookOver(bank: Bank): Promise<void> {
  const { chance, journal, people } = bank;
  const held = journal.waiting.shift();
  if (!held) return;
  const { deedId, moved } = held;
  const decide = () =>
    act(bank, {
      ...{ as: admin(someAdmin(bank)), name: 'decideFraud' },
      input: { deedId, verdict: chance.pick(['honest', 'honest', 'fraud']), reason: 'As it was' },
    });
  const own = people.customers.findIndex(({ principal }) => principal.id === moved.from.owner);
  const takeBack = () => actOnce(bank, { as: customer(own), name: 'refuse', input: { pendingId: deedId } });
  const ways = chance.pick([[decide], [decide], [decide, decide], [decide, takeBack], [takeBack]]);
  await Promise.all(ways.map((way) => way()));
}

/** A wallet is frozen for a moment, in whatever it is doing. */
export async function freeze(bank: Bank): Promise<void> {
  const { chance, people } = bank;
  if (!bank.mayNow('freeze')) return;
  const by = someAdmin(bank);
  const accountId = chance.pick(people.wallets);
  const what = chance.pick(['debit', 'credit', 'both'] as const);
  const as = admin(by);
  const frozen = await actOnce(bank, {
    ...{ as, name: 'freeze', input: { accountId, what, reason: 'Asked for on the telephone' } },
  });
  if (!frozen) return;
  await pause(chance.whole(FROZEN_MS.least, FROZEN_MS.most));
  await actOnce(bank, { as, name: 'unfreeze', input: { accountId, reason: 'It was the owner' } });
}
