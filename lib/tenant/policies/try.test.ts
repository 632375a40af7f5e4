import { expect, test } from 'vitest';
import { atNewEpoch } from '@/testing/at-new-epoch';
import { aTenant, later, NOON } from '@/testing/ground';
import { after, HOUR_MS } from '../../base/clock';
import { Refusal } from '../../base/refusal';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { proofOf } from '../../command/proof-of';
import type { Person } from '../../policy/actor';
import { refusalOf } from '../../policy/authorise';
import type { Permission } from '../../policy/permissions';
import { isView } from '../../policy/views';
import { decide } from '../../trust/decision/decide';
import { createPolicy } from './create';
import { tryPolicies } from './try';
import { turnPolicyOn } from './turn-on';

const reason = 'To try it';
const POLICIES = [
  { template: 'hours', name: 'Hours', days: ['mon'], from: '08:00', to: '18:00', deeds: ['people'] },
  { template: 'countries', name: 'Here', mode: 'only', countries: 'RW', deeds: ['records'] },
  { template: 'device', name: 'Devices', need: 'trusted', roles: ['agent'], deeds: ['numbers'] },
  {
    template: 'cedar',
    name: 'Prove it',
    cedar: '@answer("step-up")\nforbid (principal, action == Action::"wallet.show", resource);',
  },
];

const CASES: [string, string, Permission, Record<string, string>, string][] = [
  ['inside hours', 'admin', 'unit.list', {}, 'allow'],
  ['outside hours', 'admin', 'unit.list', { at: '2026-06-15T22:00' }, 'refuse'],
  ['a role that lacks it', 'user', 'unit.list', {}, 'refuse'],
  ['from an address of the country', 'admin', 'audit.list', { address: '41.186.0.1' }, 'allow'],
  ['from another country', 'admin', 'audit.list', { address: '8.8.8.8' }, 'refuse'],
  ['from nowhere that is known', 'admin', 'audit.list', {}, 'refuse'],
  ['on a device of theirs', 'agent', 'sim.register', { device: 'trusted' }, 'allow'],
  ['on a new device', 'agent', 'sim.register', { device: 'unknown' }, 'refuse'],
  ['a proof that is missing', 'user', 'wallet.show', { proof: 'two' }, 'step-up'],
  ['a proof just shown', 'user', 'wallet.show', {}, 'allow'],
  ['a risk beyond the zone', 'admin', 'unit.list', { risk: '99' }, 'refuse'],
  ['the owners’ way back', 'owner', 'policy.turn-off', { at: '2026-06-15T22:00' }, 'allow'],
];

test('the simulator answers as the door does: the same question, the same answer and the same words', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  for (const given of POLICIES) {
    const { policyId } = await perform(createPolicy, admin, { reason, ...given });
    await perform(turnPolicyOn, admin, { policyId, version: 1 });
  }
  const roles = [...new Set(CASES.map(([, role]) => role))];
  const people = new Map<string, Person>();
  for (const role of roles) people.set(role, await atNewEpoch(await ground.person([role])));
  for (const [what, role, command, supposed, expected] of CASES) {
    const person = people.get(role) as Person;
    // What the simulator itself is asked from must not stand in the way of asking.
    const asker = { ...admin, policyEpoch: 0 };
    const { trial } = await ask(tryPolicies, asker, { who: person.principal.id, command, ...supposed });
    const last = trial?.steps.at(-1)?.refusal;
    const sentence = last
      ? new Refusal(last.code, last.template, { values: last.values }).message
      : undefined;
    const door = await doorOf(person, command, supposed);
    expect([what, trial?.answer, sentence]).toEqual([what, expected, door?.message]);
  }
});

/** What the door itself says to the same person under the same circumstances. */
async function doorOf(
  person: Person,
  name: Permission,
  supposed: Record<string, string>,
): Promise<Refusal | undefined> {
  const at = supposed.at ? new Date(`${supposed.at}:00+02:00`) : NOON;
  const risk = Number(supposed.risk ?? 0);
  const asked = later(person, at);
  const actor: Person = {
    ...asked,
    request: { ...asked.request, ip: supposed.address ?? null },
    session: {
      ...person.session,
      ...{ risk, riskLevel: risk >= 75 ? 'critical' : 'low', judgedAt: at },
      deviceTrust: (supposed.device ?? 'known') as Person['session']['deviceTrust'],
      provedAt: supposed.proof === 'two' ? after(at, -HOUR_MS) : at,
    },
  };
  const kind = isView(name) ? 'query' : 'command';
  return refusalOf(actor, name, proofOf(name)) ?? (await decide(actor, { name, kind })).refused;
}

test('a draft is tried as if it were on, and named as what stands behind the answer', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  const { policyId } = await perform(createPolicy, admin, { reason, ...POLICIES[0] });
  const asked = { who: admin.principal.email ?? '', command: 'unit.list', at: '2026-06-15T22:00' };
  expect((await ask(tryPolicies, admin, asked)).trial).toMatchObject({
    answer: 'allow',
    asked: 0,
    behind: [],
  });
  expect((await ask(tryPolicies, admin, { ...asked, policyId })).trial).toMatchObject({
    answer: 'refuse',
    behind: [{ id: policyId, name: 'Hours', version: 1 }],
  });
  expect(await ask(tryPolicies, admin, { ...asked, who: 'nobody@example.com' })).toEqual({ trial: null });
});
