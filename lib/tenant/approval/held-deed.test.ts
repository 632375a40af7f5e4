import { expect, test } from 'vitest';
import { atNewEpoch } from '@/testing/at-new-epoch';
import { aTenant, later, NOON } from '@/testing/ground';
import { aCustomer, anAgent, balanceOf } from '@/testing/money';
import { writePolicies } from '@/testing/policies';
import { after, DAY_MS, MINUTE_MS } from '../../base/clock';
import { newId } from '../../base/id';
import type { Msisdn } from '../../base/msisdn';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { deposit } from '../../counter/deposit';
import { removeRole } from '../../person/change-roles';
import { endSessions } from '../../person/end-sessions';
import type { Person } from '../../policy/actor';
import { sealQuote } from '../../wallet/quote-token';
import { transfer } from '../../wallet/transfer';
import { createUnit } from '../create-unit';
import { listUnits } from '../list-units';
import { createPolicy } from '../policies/create';
import { turnPolicyOn } from '../policies/turn-on';
import { approveDeed, refuseDeed } from './decide-approval';
import { listApprovals } from './list-approvals';

const TWO_PERSONS = `@answer("hold")
forbid (principal, action == Action::"unit.create", resource) unless { context.secondPerson };`;
const SHOP = { name: 'Kimironko', kind: 'shop' };

/** A tenant that wants two persons for a new unit: who asks for one, who decides, and an owner. */
async function twoPersons() {
  const ground = await aTenant();
  const { epoch } = await writePolicies(ground.tenant.id, [
    { cedar: TWO_PERSONS, commands: ['unit.create'] },
  ]);
  const bound = async (role: string): Promise<Person> => ({
    ...(await ground.person([role])),
    policyEpoch: epoch,
  });
  return { asker: await bound('admin'), decider: await bound('admin'), owner: await bound('owner') };
}

const codeOf = async (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'done',
    (refusal) => refusal.code,
  );
const unitsSeenBy = async (actor: Person) => (await ask(listUnits, actor, {})).units.length;
const waitingFor = async (actor: Person) =>
  (await ask(listApprovals, actor, {})).toDecide.find(({ state }) => state === 'waiting')?.id ?? '';

test('a deed that a policy holds goes through once, as it was agreed to, and for whoever asked alone', async () => {
  const { asker, decider, owner } = await twoPersons();
  const before = await unitsSeenBy(owner);
  expect(await codeOf(perform(createUnit, asker, SHOP))).toBe('second_person_needed');
  expect(await codeOf(perform(createUnit, asker, SHOP))).toBe('second_person_needed');
  const approvalId = await waitingFor(decider);
  await perform(approveDeed, decider, { approvalId });
  expect(await codeOf(perform(createUnit, decider, SHOP))).toBe('second_person_needed');
  expect(await codeOf(perform(createUnit, asker, { ...SHOP, name: 'Kimisagara' }))).toBe(
    'second_person_needed',
  );
  expect(await unitsSeenBy(owner)).toBe(before);
  const twice = await Promise.all([1, 2].map(() => codeOf(perform(createUnit, asker, SHOP))));
  expect(twice.filter((code) => code === 'done')).toHaveLength(1);
  expect(await unitsSeenBy(owner)).toBe(before + 1);
  expect((await ask(listApprovals, asker, {})).own.find(({ id }) => id === approvalId)?.state).toBe('done');
  expect(await codeOf(perform(createUnit, asker, SHOP))).toBe('second_person_needed');
});

test('from an amount on a deposit waits for a second person; its repeat is answered and asks nobody', async () => {
  const ground = await aTenant();
  await ground.person(['owner']);
  const admin = await ground.person(['admin']);
  const filling = { template: 'amount', name: 'Two from 50 000', reason: 'Large sums', amount: '50 000' };
  const { policyId } = await perform(createPolicy, admin, { ...filling, roles: 'agent' });
  await perform(turnPolicyOn, admin, { policyId, version: 1 });
  const agent = await atNewEpoch(await anAgent(ground, 100_000n));
  const ana = await aCustomer(ground);
  const pay = (amount: string, key: string) =>
    perform(deposit, agent, { to: ana.principal.mobile, amount, key });

  await pay('20 000', 'key-of-the-small-one');
  const key = 'key-of-the-large-one';
  expect(await codeOf(pay('50 000', key))).toBe('second_person_needed');
  const { toDecide } = await ask(listApprovals, admin, {});
  expect(toDecide).toMatchObject([{ command: 'wallet.deposit', summary: { amount: '50000' } }]);
  await perform(approveDeed, admin, { approvalId: toDecide[0]?.id });
  const done = await pay('50 000', key);
  expect(await pay('50 000', key)).toEqual(done);
  expect(await balanceOf(ground, ana)).toBe(70_000n);
  expect((await ask(listApprovals, admin, {})).toDecide.filter(({ state }) => state === 'waiting')).toEqual(
    [],
  );
  expect(await codeOf(pay('50 000', 'key-of-another-one'))).toBe('second_person_needed');
});

test('a deed that a policy holds without a word of a second person waits for one all the same', async () => {
  const ground = await aTenant();
  const held = '@answer("hold") forbid (principal, action == Action::"unit.create", resource);';
  const { epoch } = await writePolicies(ground.tenant.id, [{ cedar: held, commands: ['unit.create'] }]);
  const asker = { ...(await ground.person(['admin'])), policyEpoch: epoch };
  const owner = { ...(await ground.person(['owner'])), policyEpoch: epoch };
  expect(await codeOf(perform(createUnit, asker, SHOP))).toBe('second_person_needed');
  await perform(approveDeed, owner, { approvalId: await waitingFor(owner) });
  expect(await codeOf(perform(createUnit, asker, SHOP))).toBe('done');
  expect(await codeOf(perform(createUnit, asker, SHOP))).toBe('second_person_needed');
});

test('a second person agrees to whom and how much, so a role given anew or a number in another spelling is the same deed', async () => {
  const { asker } = await twoPersons();
  const as = (input: object) => JSON.stringify(deposit.agreedTo?.({ key: 'k', ...input } as never, asker));
  expect(as({ to: '0788 123 456', amount: '2 000' })).toBe(as({ to: '+250788123456', amount: '2000' }));
  expect(as({ to: '0788 123 457', amount: '2000' })).not.toBe(as({ to: '0788 123 456', amount: '2000' }));
  const quoteOf = (amount: bigint, expiresAt: Date) =>
    sealQuote(asker.tenant.id, asker.principal.id, {
      ...{ deedId: newId(NOON), payeeId: asker.principal.id, mobile: '+250788123456' as Msisdn, fee: 1n },
      ...{ amount, expiresAt },
    });
  const agreed = (amount: bigint, expiresAt: Date) =>
    transfer.agreedTo?.({ quote: quoteOf(amount, expiresAt), key: 'k' as never }, asker);
  expect(agreed(5n, NOON)).toEqual(agreed(5n, after(NOON, MINUTE_MS)));
  expect(agreed(6n, NOON)).not.toEqual(agreed(5n, NOON));
});

test('a second person sees whom a deed is about, also where it does not say what is agreed to', async () => {
  const ground = await aTenant();
  const cedar = TWO_PERSONS.replace('unit.create', 'person.sessions.end');
  const { epoch } = await writePolicies(ground.tenant.id, [{ cedar, commands: ['person.sessions.end'] }]);
  const [asker, decider] = [await ground.person(['admin']), await ground.person(['admin'])];
  const personId = decider.principal.id;
  expect(await codeOf(perform(endSessions, { ...asker, policyEpoch: epoch }, { personId }))).toBe(
    'second_person_needed',
  );
  const { toDecide } = await ask(listApprovals, decider, {});
  expect(toDecide).toMatchObject([{ command: 'person.sessions.end', summary: { person: personId } }]);
});

test('an approval opens nothing after it was overruled, ran out, or whoever asked lost their role', async () => {
  const { asker, decider, owner } = await twoPersons();
  await codeOf(perform(createUnit, asker, SHOP));
  const first = await waitingFor(decider);
  await perform(approveDeed, decider, { approvalId: first });
  await perform(refuseDeed, owner, { approvalId: first, reason: 'Not this year' });
  expect(await codeOf(perform(createUnit, asker, SHOP))).toBe('second_person_needed');

  await perform(approveDeed, decider, { approvalId: await waitingFor(decider) });
  const tomorrow = after(NOON, DAY_MS);
  const late = later(asker, tomorrow);
  const fresh = { ...late, session: { ...late.session, provedAt: tomorrow, lastSeenAt: tomorrow } };
  expect(await codeOf(perform(createUnit, fresh, SHOP))).toBe('second_person_needed');

  const soon = after(NOON, MINUTE_MS);
  await codeOf(perform(createUnit, later(asker, soon), { ...SHOP, name: 'Remera' }));
  await perform(approveDeed, decider, { approvalId: await waitingFor(decider) });
  await perform(removeRole, owner, { personId: asker.principal.id, role: 'admin' });
  const roleless = { ...asker, principal: { ...asker.principal, roles: [], permissions: [] } };
  expect(await codeOf(perform(createUnit, roleless, { ...SHOP, name: 'Remera' }))).toBe('forbidden');
});
