import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, later } from '@/testing/ground';
import { aCustomer, anAgent } from '@/testing/money';
import { after, MINUTE_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { approveProposal } from '../../wallet/proposal/decide';
import { counterDashboard } from '../dashboard';
import { deposit } from '../deposit';
import { listFloats } from '../list-floats';
import { proposeFunding, proposeReturn } from './propose';

const key = () => randomUUID();

const toldOf = ({ tenant }: Ground, template: string) =>
  inTenant(tenant.id, async ({ $client }) => {
    const { rows } = await $client.query<{ person_id: string }>(
      'select distinct person_id from outbox_messages where template = $1',
      [template],
    );
    return rows.map(({ person_id }) => person_id);
  });

const countOf = ({ tenant }: Ground, template: string) =>
  inTenant(tenant.id, async ({ $client }) => {
    const { rowCount } = await $client.query('select from outbox_messages where template = $1', [template]);
    return rowCount;
  });

async function aScene() {
  const ground = await aTenant();
  const [maker, checker] = [await ground.person(['admin']), await ground.person(['admin'])];
  const agent = await anAgent(ground, 100_000n);
  const pay = async (amount: string) =>
    perform(deposit, agent, { to: (await aCustomer(ground)).principal.mobile, amount, key: key() });
  let minutes = 0;
  const move = async (command: typeof proposeFunding, amount: string) => {
    minutes += 1;
    const by = (one: Person) => later(one, after(one.request.at, minutes * MINUTE_MS));
    const { proposalId } = await perform(command, by(maker), {
      ...{ personId: agent.principal.id, amount, reason: 'It is Friday', key: key() },
    });
    await perform(approveProposal, by(checker), { proposalId, key: key() });
  };
  const see = async () => (await ask(counterDashboard, agent, {})).float;
  return { ground, maker, checker, agent, pay, move, see };
}

test('agent and admins are told once that a float is low, and again after it was funded', async () => {
  const { ground, maker, checker, agent, pay, move, see } = await aScene();
  for (const each of ['20000', '20000', '20000', '20000']) await pay(each);
  expect(await see()).toMatchObject({ available: 20_000n, level: 100_000n, low: false });
  expect(await countOf(ground, 'floatLow')).toBe(0);
  await pay('1');
  expect(await see()).toMatchObject({ available: 19_999n, low: true });
  expect(await toldOf(ground, 'floatLow')).toEqual([agent.principal.id]);
  const admins = [maker.principal.id, checker.principal.id];
  expect(await toldOf(ground, 'floatOfAgentLow')).toEqual(expect.arrayContaining(admins));
  const told = await countOf(ground, 'floatOfAgentLow');
  await pay('1000');
  expect(await countOf(ground, 'floatOfAgentLow')).toBe(told);
  expect((await ask(listFloats, maker, {})).floats).toMatchObject([{ low: true, level: 100_000n }]);

  await move(proposeFunding, '50000');
  expect(await see()).toMatchObject({ available: 68_999n, level: 68_999n, low: false });
  for (const each of ['20000', '20000', '15300']) await pay(each);
  expect(await see()).toMatchObject({ available: 13_699n, low: true });
  expect(await countOf(ground, 'floatOfAgentLow')).toBe((told ?? 0) * 2);
});

test('a return lowers the level with it: what the tenant took back is not missing', async () => {
  const { ground, move, see } = await aScene();
  await move(proposeReturn, '90000');
  expect(await see()).toMatchObject({ available: 10_000n, level: 10_000n, low: false });
  await move(proposeFunding, '5000');
  expect(await see()).toMatchObject({ available: 15_000n, level: 15_000n });
  await move(proposeReturn, '15000');
  expect(await see()).toMatchObject({ available: 0n, level: 0n, low: false });
  expect(await countOf(ground, 'floatLow')).toBe(0);
});
