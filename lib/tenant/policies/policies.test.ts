import { expect, test } from 'vitest';
import { atNewEpoch } from '@/testing/at-new-epoch';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { after, DAY_MS, HOUR_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { writeShadowHits } from '../../trust/decision/shadow-hits';
import { createUnit } from '../create-unit';
import { listUnits } from '../list-units';
import { createPolicy } from './create';
import { editPolicy } from './edit';
import { listPolicies } from './list';
import { replayPolicy } from './replay';
import { restorePolicy } from './restore';
import { shadowPolicy } from './shadow';
import { showPolicy } from './show';
import { turnPolicyOff } from './turn-off';
import { turnPolicyOn } from './turn-on';

// The ground's noon is a Monday, 14:00 in Kigali.
const HOURS = {
  ...{ template: 'hours', name: 'Business hours', reason: 'Nobody works at night' },
  ...{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00', deeds: ['people', 'records'] },
};
const NIGHT = after(NOON, 8 * HOUR_MS);
const EVERYTHING = 'forbid (principal, action, resource);';
const inCedar = (cedar: string) => ({ template: 'cedar', name: 'In Cedar', reason: 'To see', cedar });

const create = async (who: Person, given: object = HOURS): Promise<string> =>
  (await perform(createPolicy, who, given)).policyId;

const nightShift = async ({ person }: Ground) => later(await atNewEpoch(await person(['viewer'])), NIGHT);
const atNight = (person: Person): Person => ({
  ...later(person, NIGHT),
  session: { ...person.session, provedAt: NIGHT, judgedAt: NIGHT },
});

test('a policy keeps what it said, with who, when, why and what each version changed', async () => {
  const { person } = await aTenant();
  const admin = await person(['admin']);
  const policyId = await create(admin);
  const changed = { ...HOURS, policyId, version: 1, to: '20:00', reason: 'Evenings are busy' };
  await perform(editPolicy, admin, changed);
  await perform(restorePolicy, admin, { policyId, version: 2, restored: 1, reason: 'They were not' });
  const shown = await ask(showPolicy, admin, { policyId });
  expect(shown).toMatchObject({ state: 'draft', version: 3, template: 'hours', filling: { to: '18:00' } });
  expect(shown.versions.map(({ version, reason, madeBy }) => [version, reason, madeBy])).toEqual([
    [3, 'They were not', admin.principal.name],
    [2, 'Evenings are busy', admin.principal.name],
    [1, 'Nobody works at night', admin.principal.name],
  ]);
  const [, second] = shown.versions;
  expect(
    second?.lines
      .filter(({ kind }) => kind !== 'same')
      .map(({ kind, text }) => [kind, /< (\d+)/.exec(text)?.[1]]),
  ).toEqual([
    ['out', '1080'],
    ['in', '1200'],
  ]);
  const [listed] = (await ask(listPolicies, await person(['viewer']), { state: 'draft' })).policies;
  expect(listed).toMatchObject({ id: policyId, state: 'draft', changedBy: admin.principal.name });
});

test('of a policy that somebody else has changed nothing stale is written, whatever is done', async () => {
  const { person } = await aTenant();
  const admin = await person(['admin']);
  const policyId = await create(admin);
  await perform(editPolicy, admin, { ...HOURS, policyId, version: 1 });
  const stale = { policyId, version: 1 };
  const refused = { code: 'policy_changed_meanwhile' };
  await expect(perform(editPolicy, admin, { ...HOURS, ...stale })).rejects.toMatchObject(refused);
  await expect(perform(shadowPolicy, admin, stale)).rejects.toMatchObject(refused);
  await expect(perform(turnPolicyOn, admin, stale)).rejects.toMatchObject(refused);
  await expect(perform(restorePolicy, admin, { ...stale, restored: 1, reason: 'x' })).rejects.toMatchObject(
    refused,
  );
  const ends = await Promise.allSettled([
    perform(editPolicy, admin, { ...HOURS, policyId, version: 2 }),
    perform(editPolicy, admin, { ...HOURS, policyId, version: 2 }),
  ]);
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a policy decides once it is on, says when to come back, and stops when it is changed or off', async () => {
  const ground = await aTenant();
  const [admin, owner] = [await ground.person(['admin']), await ground.person(['owner'])];
  const policyId = await create(admin);
  const looks = async () => ask(listUnits, await nightShift(ground), {});
  await looks();
  await perform(turnPolicyOn, admin, { policyId, version: 1 });
  const refusal = await looks().catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: 'policy_hours',
    message: 'Open Monday to Friday from 08:00 to 18:00. Come back on Tuesday at 08:00.',
  });
  await expect(perform(turnPolicyOn, admin, { policyId, version: 1 })).rejects.toMatchObject({
    code: 'policy_is_on',
  });
  await perform(editPolicy, admin, { ...HOURS, policyId, version: 1, to: '17:00' });
  await looks();
  expect((await ask(showPolicy, admin, { policyId })).state).toBe('shadow');
  await perform(turnPolicyOn, admin, { policyId, version: 2 });
  await expect(looks()).rejects.toMatchObject({ code: 'policy_hours' });
  await perform(turnPolicyOff, atNight(await atNewEpoch(owner)), { policyId, version: 2 });
  await looks();
});

test.each([
  ['at no hour', EVERYTHING],
  [
    'on a device that no owner has',
    'forbid (principal, action, resource) unless { context.device == "revoked" };',
  ],
  [
    'in an hour that no day has',
    'forbid (principal, action in [Action::"trust"], resource) when { context.hour < 24 };',
  ],
])('a policy that would let owners turn it off %s is not turned on', async (_what, cedar) => {
  const { person } = await aTenant();
  const admin = await person(['admin']);
  const policyId = await create(admin, inCedar(cedar));
  await expect(perform(turnPolicyOn, admin, { policyId, version: 1 })).rejects.toMatchObject({
    code: 'policy_locks_out_owners',
  });
  expect((await ask(showPolicy, admin, { policyId })).state).toBe('draft');
});

test('nobody turns on a policy that permits what they may not do themselves, also where it names no deed', async () => {
  const { person } = await aTenant();
  const [admin, owner] = [await person(['admin']), await person(['owner'])];
  const isOn = async (cedar: string, by: Person) => {
    const policyId = await create(admin, inCedar(cedar));
    return perform(turnPolicyOn, by, { policyId, version: 1 });
  };
  const floats = 'permit (principal, action == Action::"float.open", resource);';
  for (const cedar of [floats, 'permit (principal, action, resource);'])
    await expect(isOn(cedar, admin)).rejects.toMatchObject({ code: 'policy_grants_too_much' });
  await isOn('permit (principal, action == Action::"audit.export", resource);', admin);
  await isOn('forbid (principal, action == Action::"float.open", resource);', admin);
  await isOn(floats, owner);
});

test('two policies that leave owners no hour together are not both on', async () => {
  const { person } = await aTenant();
  const admin = await person(['admin']);
  const hours = { ...HOURS, deeds: ['trust'] };
  const day = await create(admin, hours);
  const night = await create(admin, { ...hours, from: '18:00', to: '08:00' });
  await perform(turnPolicyOn, admin, { policyId: day, version: 1 });
  await expect(
    perform(turnPolicyOn, await atNewEpoch(admin), { policyId: night, version: 1 }),
  ).rejects.toMatchObject({
    code: 'policy_locks_out_owners',
  });
});

test('what the engine cannot use is refused beside its field', async () => {
  const { person } = await aTenant();
  const admin = await person(['admin']);
  const refused = async (given: object, expected: object) =>
    expect(perform(createPolicy, admin, given)).rejects.toMatchObject(expected);
  await refused(inCedar('forbid (principal'), { code: 'cedar_has_problems', field: 'cedar' });
  await refused(inCedar('forbid (principal, action == Action::"no.such.deed", resource);'), {
    field: 'cedar',
  });
  await refused(inCedar('forbid (principal, action, resource) when { context.mood == "bad" };'), {
    field: 'cedar',
  });
  await refused({ ...HOURS, to: '08:00' }, { code: 'hours_are_empty', field: 'to' });
  const network = { template: 'network', name: 'Shops', reason: 'x', deeds: 'numbers' };
  await refused({ ...network, networks: '41.186.0.0' }, { code: 'line_is_no_network', field: 'networks' });
  await refused({ ...network, networks: 'Nowhere = 10.0.0.0/8' }, { code: 'network_of_no_unit' });
  await refused({ template: 'amount', name: 'Two', reason: 'x', amount: '0' }, { field: 'amount' });
  await refused({ ...HOURS, days: [] }, { code: 'invalid_input', field: 'days' });
});

test('the report of a policy in shadow is what the engine says of what people do, and nobody is refused', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  const policyId = await create(admin);
  await perform(shadowPolicy, admin, { policyId, version: 1 });
  const [viewer, awake] = [await nightShift(ground), await atNewEpoch(await ground.person(['viewer']))];
  await ask(listUnits, viewer, {});
  await ask(listUnits, awake, {});
  await writeShadowHits();
  const { shadow } = await ask(showPolicy, admin, { policyId });
  expect(shadow).toMatchObject({
    times: 1,
    rows: [{ personId: viewer.principal.id, command: 'unit.list', answer: 'refuse', times: 1 }],
  });
  const [listed] = (await ask(listPolicies, admin, {})).policies;
  expect(listed).toMatchObject({ state: 'shadow', hits: 1 });
});

test('a replay finds in the audit log whom a draft would have refused in the last seven days', async () => {
  const ground = await aTenant();
  const [admin, other] = [await ground.person(['admin']), await ground.person(['admin'])];
  const makes = (person: Person, name: string) => perform(createUnit, person, { name, kind: 'shop' });
  await makes(atNight(admin), 'By night');
  await makes(other, 'By day');
  const policyId = await create(admin);
  const soon = later(admin, after(NIGHT, HOUR_MS));
  const replay = await ask(replayPolicy, soon, { policyId });
  expect(replay).toMatchObject({
    times: 1,
    next: null,
    unknown: [],
    rows: [{ personId: admin.principal.id, command: 'unit.create', answer: 'refuse', times: 1 }],
  });
  const late = later(admin, after(NIGHT, 8 * DAY_MS));
  expect(
    (await ask(replayPolicy, { ...late, session: { ...late.session, judgedAt: null } }, { policyId })).times,
  ).toBe(0);
});
