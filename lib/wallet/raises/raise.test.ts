import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aTenant, later, NOON } from '@/testing/ground';
import { aCustomer } from '@/testing/money';
import { aTransfer } from '@/testing/past-deeds';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { approveProposal } from '../proposal/decide';
import { showProposal } from '../proposal/queries';
import { showWallet } from '../show';
import { proposeRaise } from './propose-raise';
import { listRaises, takeBackRaise } from './take-back-raise';

const key = () => randomUUID();
const code = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'done',
    (error: { code?: string; field?: string }) => `${error.code} ${error.field ?? ''}`.trim(),
  );

async function aScene() {
  const ground = await aTenant();
  const [ana, ben] = [await aCustomer(ground, { balance: 90_000n }), await aCustomer(ground, { tier: 2 })];
  const [maker, checker] = [await ground.person(['admin']), await ground.person(['admin'])];
  const personId = ana.principal.id;
  const propose = (over: Record<string, unknown> = {}, by: Person = maker) =>
    perform(proposeRaise, by, {
      ...{ personId, perTransfer: '60 000', outPerDay: '60000', until: '2026-06-20' },
      ...{ reason: 'A wedding', key: key(), ...over },
    });
  const approve = (proposalId: string, by: Person = checker) =>
    perform(approveProposal, by, { proposalId, key: key() });
  return { ground, ana, ben, maker, checker, personId, propose, approve };
}

test('two people raise what one may move, until a day, and then the tier stands again by itself', async () => {
  const { ground, ana, ben, maker, checker, personId, propose, approve } = await aScene();
  await expect(aTransfer(ground, ana, ben, { amount: 20_001n })).rejects.toThrow('over_transfer');
  const { proposalId } = await propose();
  expect((await ask(showProposal, checker, { proposalId })).facts.map(({ what }) => what)).toEqual([
    ...['raise_perTransfer', 'raise_outPerDay', 'raiseUntil'],
  ]);
  await expect(aTransfer(ground, ana, ben, { amount: 20_001n })).rejects.toThrow('over_transfer');
  expect(await code(approve(proposalId, maker))).toBe('proposal_own_hands');
  await approve(proposalId);
  expect((await ask(showWallet, ana, {})).limits).toMatchObject({
    perTransfer: 60_000n,
    outPerMonth: 200_000n,
  });
  const until = new Date('2026-06-19T22:00:00.000Z');
  expect((await ask(showWallet, ana, {})).raisedUntil).toEqual(until);
  await aTransfer(ground, ana, ben, { amount: 30_000n });
  await expect(aTransfer(ground, ana, ben, { amount: 30_001n })).rejects.toThrow('over_day');
  expect((await ask(listRaises, maker, {})).raises).toMatchObject([
    { personId, perTransfer: 60_000n, balance: null },
  ]);
  const last = new Date(until.getTime() - 1);
  expect((await ask(showWallet, later(ana, last), {})).limits.perTransfer).toBe(60_000n);
  expect(await ask(showWallet, later(ana, until), {})).toMatchObject({
    ...{ limits: { perTransfer: 20_000n }, raisedUntil: null },
  });
});

test('one takes it back at once, once', async () => {
  const { ana, maker, personId, propose, approve } = await aScene();
  await approve((await propose()).proposalId);
  const back = () => perform(takeBackRaise, maker, { personId, reason: 'The wedding is over' });
  await back();
  expect((await ask(showWallet, ana, {})).limits.perTransfer).toBe(20_000n);
  expect(await code(back())).toBe('raise_is_over');
});

test('it never lowers, has a ceiling of its own, and ends within three months', async () => {
  const { ben, personId, propose } = await aScene();
  const bare = { perTransfer: undefined, outPerDay: undefined };
  expect(await code(propose({ perTransfer: '20000' }))).toBe('raise_not_higher perTransfer');
  expect(await code(propose({ ...bare, outPerDay: '50 000' }))).toBe('raise_not_higher outPerDay');
  expect(await code(propose(bare))).toBe('raise_of_nothing perTransfer');
  expect(await code(propose({ perTransfer: '3000000' }))).toBe('done');
  expect(await code(propose({ perTransfer: '3000001' }))).toBe('raise_too_high perTransfer');
  expect(await code(propose({ ...bare, balance: '15000001' }))).toBe('raise_too_high balance');
  expect(await code(propose({ until: '2026-06-15' }))).toBe('raise_until_past until');
  expect(await code(propose({ until: '2026-12-01' }))).toBe('raise_too_long until');
  expect(await code(propose({ personId: ben.principal.id, ...bare, perTransfer: '900000' }))).toBe(
    'raise_not_higher perTransfer',
  );
  expect(await code(propose({ personId: randomUUID() }))).toBe('no_wallet');
  const foreign = await aTenant({ at: NOON });
  expect(await code(propose({ personId }, await foreign.person(['admin'])))).toBe('no_wallet');
});
