import { beforeAll, expect, test } from 'vitest';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aMember, lookedUp, signedInMember } from '@/testing/members';
import { writePolicies } from '@/testing/policies';
import { after, MINUTE_MS } from '../base/clock';
import type { Person } from '../policy/actor';
import { trustSettings } from '../policy/trust-settings';
import { listEvents } from '../tenant/audit-log';
import { createUnit } from '../tenant/create-unit';
import { listUnits } from '../tenant/list-units';
import { ask } from './ask';
import { perform } from './perform';

let ground: Ground;
beforeAll(async () => {
  ground = await aTenant();
});

const bound = (person: Person, policyEpoch: number): Person => ({ ...person, policyEpoch });

test('a deed that a policy forbids is not done, and that somebody tried is kept', async () => {
  const owner = await ground.person(['owner']);
  const { epoch } = await writePolicies(ground.tenant.id, [
    { cedar: 'forbid (principal, action == Action::"unit.create", resource);', commands: ['unit.create'] },
  ]);
  await expect(
    perform(createUnit, bound(owner, epoch), { name: 'Kimironko', kind: 'shop' }),
  ).rejects.toMatchObject({
    code: 'policy_refuses',
  });
  const { events } = await ask(listEvents, bound(owner, epoch), { command: 'unit.create' });
  expect(events).toMatchObject([{ outcome: 'policy_refuses' }]);
  const { units } = await ask(listUnits, bound(owner, epoch), {});
  expect(units).toEqual([]);
});

test('what a policy grants is asked everything else, and is granted for as long as the policy stands', async () => {
  const agent = await ground.person(['agent']);
  const { epoch } = await writePolicies(ground.tenant.id, [
    {
      cedar:
        'permit (principal, action == Action::"unit.list", resource) when { principal.roles.contains("agent") };',
    },
  ]);
  const trust = trustSettings.parse({ policiesGrant: true });
  const tenant = { ...ground.tenant, settings: { ...ground.tenant.settings, trust } };
  const granting = { ...bound(agent, epoch), tenant };
  expect(await ask(listUnits, granting, {})).toMatchObject({ units: [] });
  await expect(ask(listUnits, bound(agent, epoch), {})).rejects.toMatchObject({ code: 'forbidden' });
  const one = { ...granting, session: { ...granting.session, assurance: 1 as const, provedAt: null } };
  await expect(ask(listUnits, one, {})).rejects.toMatchObject({ code: 'needs_second_factor' });
  await expect(perform(createUnit, granting, { name: 'Remera', kind: 'shop' })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('a session that rested for longer than its zones allow lives on, and its second factor has to be shown again', async () => {
  const trust = trustSettings.parse({ zones: { user: { idleMs: 10 * MINUTE_MS } } });
  const strict: Ground = {
    ...ground,
    tenant: { ...ground.tenant, settings: { ...ground.tenant.settings, trust } },
  };
  const [member, plain] = [await aMember(strict), await aMember(strict, { withTotp: false })];
  const [two, one] = [await signedInMember(strict, member), await signedInMember(strict, plain)];
  const seen = (person: Person, minutes: number) =>
    lookedUp(strict, later(strict.stranger(), after(NOON, minutes * MINUTE_MS)), person.session.id);
  expect((await seen(two, 9)).session.provedAt).not.toBeNull();
  expect((await seen(two, 18)).session.provedAt).not.toBeNull();
  expect((await seen(two, 29)).session).toMatchObject({ provedAt: null, assurance: 2 });
  expect((await seen(two, 30)).session.provedAt).toBeNull();
  await seen(one, 9);
  await expect(seen(one, 20)).rejects.toThrow('The session is over.');
});
