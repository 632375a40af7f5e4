import { expect, test, vi } from 'vitest';
import { inTenantReadOnly } from '@/db/client';
import { aTenant, NOON } from '@/testing/ground';
import { plainPerson } from '@/testing/plain-person';
import { turnOffPolicies, writePolicies } from '@/testing/policies';
import { MINUTE_MS } from '../../base/clock';
import type { Person } from '../../policy/actor';
import type { Permission } from '../../policy/permissions';
import { RISK_LEVELS } from '../../policy/risk-level';
import { TRUST_LEVELS, type TrustLevel } from '../../policy/trust-level';
import { trustSettings } from '../../policy/trust-settings';
import { decide } from './decide';
import { grantedBy } from './granted';
import { writeShadowHits } from './shadow-hits';

const ground = await aTenant();
const person = await ground.person(['agent', 'user']);

const ago = (minutes: number) => new Date(NOON.getTime() - minutes * MINUTE_MS);
const at = (actor: Person, policyEpoch: number, session: Partial<Person['session']> = {}): Person => ({
  ...actor,
  policyEpoch,
  session: { ...actor.session, ...session },
});
const refusedOf = async (actor: Person, name: Permission, about?: Record<string, number | string>) =>
  (await decide(actor, { name, kind: 'command', about })).refused;
const anew = async (...policies: Parameters<typeof writePolicies>[1]) => {
  await turnOffPolicies(ground.tenant.id);
  return writePolicies(ground.tenant.id, policies);
};

const ALL = '(principal, action, resource)';
const KINDS: Record<string, { cedar: string[]; fresh: string | undefined; old: string | undefined }> = {
  none: { cedar: [], fresh: undefined, old: undefined },
  permit: { cedar: [`permit ${ALL};`], fresh: undefined, old: undefined },
  forbid: { cedar: [`permit ${ALL};`, `forbid ${ALL};`], fresh: 'policy_refuses', old: 'policy_refuses' },
  'step-up': {
    cedar: [`@answer("step-up") forbid ${ALL};`],
    fresh: undefined,
    old: 'needs_fresh_second_factor',
  },
  hold: {
    cedar: [`@answer("hold") forbid ${ALL};`, `@answer("step-up") forbid ${ALL};`],
    ...{ fresh: 'held_by_policy', old: 'held_by_policy' },
  },
  'second person': {
    cedar: [`@answer("hold") forbid ${ALL} unless { context.secondPerson };`],
    ...{ fresh: 'held_by_policy', old: 'held_by_policy' },
  },
  broken: { cedar: [`permit ${ALL};`, 'forbid (principal'], fresh: 'policy_broken', old: 'policy_broken' },
  unknown: {
    cedar: [`forbid ${ALL} when { context.unit == "x" };`],
    ...{ fresh: 'policy_broken', old: 'policy_broken' },
  },
};

const FACTORS = {
  one: { assurance: 1, provedAt: null, provedBy: null },
  old: { assurance: 2, provedAt: ago(10), provedBy: 'totp' },
  fresh: { assurance: 2, provedAt: NOON, provedBy: 'totp' },
  device: { assurance: 3, provedAt: NOON, provedBy: 'device-passkey' },
} as const;
const NAMES = { user: 'wallet.transfer', agent: 'wallet.deposit', admin: 'unit.create' } as const;

/** Somebody in a tenant whose zones want a level of trust. */
const wanting = (leastTrust: TrustLevel, session: Partial<Person['session']>): Person => {
  const zones = Object.fromEntries(Object.keys(NAMES).map((zone) => [zone, { leastTrust }]));
  const settings = { ...person.tenant.settings, trust: trustSettings.parse({ zones }) };
  return at({ ...person, tenant: { ...person.tenant, settings } }, 0, { ...session, judgedAt: ago(1) });
};

const cases = Object.values(NAMES).flatMap((name) =>
  TRUST_LEVELS.flatMap((leastTrust) =>
    RISK_LEVELS.flatMap((riskLevel) =>
      Object.entries(FACTORS).map(([factor, shown]) => ({
        ...{ name, factor, about: `${name} ${leastTrust} ${riskLevel} ${factor}` },
        actor: wanting(leastTrust, { ...shown, riskLevel }),
      })),
    ),
  ),
);

test.each(Object.entries(KINDS))(
  'zones × levels of trust × factors × risks × policies: %s',
  async (_, { cedar, ...answers }) => {
    const { epoch } = await anew(...cedar.map((text) => ({ cedar: text })));
    const found: Record<string, string | undefined> = {};
    const wanted: Record<string, string | undefined> = {};
    for (const { actor, name, factor, about } of cases) {
      // What the zone demands comes first, as without policies: they are asked of whom it lets in.
      const byZone = (await refusedOf(actor, name))?.code;
      const isFresh = factor === 'fresh' || factor === 'device';
      wanted[about] = byZone ?? answers[isFresh ? 'fresh' : 'old'];
      found[about] = (await refusedOf(at(actor, epoch), name))?.code;
    }
    expect(found).toEqual(wanted);
    expect(Object.keys(found)).toHaveLength(240);
  },
);

test('no policy stands in the way of proving oneself or leaving, and none in the way of an owner’s way back', async () => {
  const { epoch } = await anew({ cedar: `forbid ${ALL};` }, { cedar: 'forbid (principal' });
  for (const name of ['auth.step-up', 'auth.sign-out', 'auth.secure', 'auth.totp.confirm'] as const)
    expect(await refusedOf(at(person, epoch), name)).toBeUndefined();
  const owner = await ground.person(['owner']);
  expect(await refusedOf(at(owner, epoch), 'tenant.sign-in.update')).toBeUndefined();
  expect((await refusedOf(at(owner, epoch, { provedAt: ago(10) }), 'tenant.sign-in.update'))?.code).toBe(
    'needs_fresh_second_factor',
  );
  expect((await refusedOf(at(owner, epoch), 'unit.create'))?.code).toBe('policy_broken');
});

test('policies stand for who comes over the telephone network, and for no stranger or job', async () => {
  const { epoch } = await anew({ cedar: `forbid ${ALL} when { context.channel == "ussd" };` });
  const line = { msisdn: '+250788000000', channel: 'ussd' as const };
  const caller = { ...at(person, epoch), request: { ...person.request, line } };
  expect((await refusedOf(caller, 'wallet.transfer'))?.code).toBe('policy_refuses');
  expect(await refusedOf(at(person, epoch), 'wallet.transfer')).toBeUndefined();
  const asked = { name: 'wallet.transfer', kind: 'command' } as const;
  expect(await decide(ground.stranger(), asked)).toEqual({ refused: undefined, spends: undefined });
  expect(await decide(ground.system(), asked)).toEqual({ refused: undefined, spends: undefined });
});

test('a policy is asked about the deeds it concerns, by name, by group, or all', async () => {
  const amount = '{ context has amount && context.amount >= 1000 }';
  const { epoch } = await anew(
    // The group's name counts beside the noted commands: the group may have grown since.
    {
      cedar: `forbid (principal, action in Action::"money", resource) when ${amount};`,
      commands: ['float.open'],
    },
    { cedar: 'forbid (principal, action == Action::"unit.create", resource);', commands: ['unit.create'] },
  );
  const one = at(person, epoch);
  expect((await refusedOf(one, 'wallet.transfer', { amount: 1_000 }))?.code).toBe('policy_refuses');
  expect(await refusedOf(one, 'wallet.transfer', { amount: 999 })).toBeUndefined();
  expect((await refusedOf(one, 'unit.create'))?.code).toBe('policy_refuses');
  expect(await refusedOf(one, 'number.confirm')).toBeUndefined();
});

test('an edit counts on every node with the next request there, and costs each of them one read', async () => {
  const before = await anew();
  vi.resetModules();
  const other: { decide: typeof decide } = await import('./decide');
  const asked = { name: 'wallet.transfer', kind: 'command' } as const;
  const codes = async (epoch: number) =>
    (await Promise.all([decide, other.decide].map((node) => node(at(person, epoch), asked)))).map(
      ({ refused }) => refused?.code,
    );
  expect(await codes(before.epoch)).toEqual([undefined, undefined]);
  const edited = await anew({ cedar: `forbid ${ALL};` });
  expect(edited.epoch).toBeGreaterThan(before.epoch);
  expect(await codes(edited.epoch)).toEqual(['policy_refuses', 'policy_refuses']);
  // A request that began before the edit and is slow does not bring the old policies back.
  expect(await codes(before.epoch)).toEqual(['policy_refuses', 'policy_refuses']);
  expect(await codes(await turnOffPolicies(ground.tenant.id))).toEqual([undefined, undefined]);
});

test('what a policy in shadow would have answered is noted once a minute, and nobody is refused', async () => {
  const { tenant } = ground;
  const { ids, epoch } = await anew(
    { cedar: `forbid ${ALL};`, state: 'shadow' },
    {
      cedar: `@answer("hold") forbid (principal, action == Action::"unit.create", resource);`,
      state: 'shadow',
    },
  );
  const one = at(person, epoch);
  const soon = { ...one, request: { ...one.request, at: new Date(NOON.getTime() + MINUTE_MS) } };
  for (const who of [one, one, soon]) expect(await refusedOf(who, 'wallet.transfer')).toBeUndefined();
  await writeShadowHits();
  expect(await refusedOf(one, 'wallet.transfer')).toBeUndefined();
  await writeShadowHits();
  const { rows } = await inTenantReadOnly(tenant.id, (tx) =>
    tx.$client.query(
      `select policy_id as "policyId", version, person_id as "personId", command, answer from policy_shadow_hits
       where tenant_id = $1 order by id`,
      [tenant.id],
    ),
  );
  const hit = {
    policyId: ids[0],
    version: 1,
    personId: person.principal.id,
    command: 'wallet.transfer',
    answer: 'refuse',
  };
  expect(rows).toEqual([hit, hit]);
});

test('a permit grants what roles do not only where the tenant says so, never by a group of its own, nor over a forbid', async () => {
  const { tenant } = ground;
  const { epoch } = await anew({
    cedar: `permit (principal, action in [Action::"records", Action::"people", Action::"trust"], resource);`,
  });
  const trust = trustSettings.parse({ policiesGrant: true });
  const granting = { ...at(person, epoch), tenant: { ...tenant, settings: { ...tenant.settings, trust } } };
  const granted = async (actor: Person, name: Permission) =>
    (await grantedBy(actor, { name, kind: 'query' }))?.principal.permissions.includes(name) ?? false;
  expect(await granted(granting, 'audit.list')).toBe(true);
  expect(await granted(at(person, epoch), 'audit.list')).toBe(false);
  expect(await granted(granting, 'stock.summary')).toBe(false);
  for (const name of [
    'role.assign',
    'role.create',
    'role.remove',
    'tenant.create',
    'tenant.sign-in.update',
  ] as const)
    expect(await granted(granting, name)).toBe(false);
  const both = await writePolicies(tenant.id, [
    { cedar: 'forbid (principal, action == Action::"audit.list", resource);' },
  ]);
  expect(await granted({ ...granting, policyEpoch: both.epoch }, 'audit.list')).toBe(false);
});

test('a tenant without policies reads none', async () => {
  // This tenant does not exist: a read would say so by finding nothing, and a refusal would by being one.
  expect(await refusedOf(plainPerson(), 'wallet.transfer')).toBeUndefined();
});
