import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { inTenant } from '@/db/client';
import { tenants } from '@/db/schema/tenant';
import { clock } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { perform } from '@/lib/command/perform';
import { updateProfile } from '@/lib/person/profile';
import type { Person } from '@/lib/policy/actor';
import type { Permission } from '@/lib/policy/permissions';
import { decide } from '@/lib/trust/decision/decide';
import { aTenant, later } from '@/testing/ground';
import { plainPerson } from '@/testing/plain-person';
import { turnOffPolicies, writePolicies } from '@/testing/policies';
import { median, quantile, round } from './measure';

const ROUNDS = 600;
const WARM = 50;
const POLICIES = 1_000;
const CONCERNED = 50;
const COMMAND = 'person.profile.update';

const EDITS = 1_000;
const TENANTS = 200;
const POLICIES_EACH = 20;
const ASKED: readonly Permission[] = [
  'wallet.transfer',
  'unit.create',
  'wallet.deposit',
  'audit.list',
  COMMAND,
];
const SAMPLE_EVERY = 25;

/** What policies cost: a decision beside the same command without it, and the memory that many edits leave behind. */
export async function benchPolicies() {
  return { decision: await benchDecision(), memory: await benchEdits() };
}

const forbidding = (name: Permission, n: number) => ({
  cedar: `forbid (principal, action == Action::"${name}", resource) when { context.hour == ${24 + n} && context.roles.contains("agent") && context has amount && context.amount > ${n} };`,
  commands: [name],
});

/**
 * A tenant of a thousand policies of which fifty concern the command. The command with them and the command without any
 * take turns; each turn's decision is taken by itself too, since its share drowns in what the database takes.
 */
async function benchDecision() {
  const ground = await aTenant({ at: clock.now() });
  const person = await ground.person(['owner'], { at: clock.now() });
  const others: readonly Permission[] = ['role.assign', 'unit.create', 'wallet.deposit', 'audit.list'];
  const { epoch } = await writePolicies(
    ground.tenant.id,
    Array.from({ length: POLICIES }, (_, n) =>
      forbidding(n < CONCERNED ? COMMAND : (others[n % others.length] as Permission), n),
    ),
  );
  const [decisions, bare, withPolicies, without]: number[][] = [[], [], [], []];
  for (let turn = 0; turn < ROUNDS + WARM; turn++) {
    const now = clock.now();
    const free = later(person, now);
    const bound: Person = { ...free, policyEpoch: epoch };
    const input = { name: `Person ${turn}`, locale: 'en' };
    const sides = [
      [decisions, () => decide(bound, { name: COMMAND, kind: 'command' })],
      [bare, () => decide(free, { name: COMMAND, kind: 'command' })],
      [withPolicies, () => perform(updateProfile, bound, input)],
      [without, () => perform(updateProfile, free, input)],
    ] as const;
    for (const [taken, work] of turn % 2 === 0 ? sides : sides.toReversed()) {
      const begun = performance.now();
      await work();
      if (turn >= WARM) taken?.push(performance.now() - begun);
    }
  }
  const beside = median(bare as number[]);
  const costs = (decisions as number[]).map((ms) => ms - beside);
  return {
    ...{ policies: POLICIES, concerned: CONCERNED },
    ...{ medianMs: round(median(costs), 3), p99Ms: round(quantile(costs, 0.99), 3) },
    commandMs: {
      with: round(median(withPolicies as number[]), 3),
      without: round(median(without as number[]), 3),
    },
  };
}

/** A thousand edits of the policies of two hundred tenants, each asked after its edit: what stays in memory. */
async function benchEdits() {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const ids = await makeTenants();
  const samples: { heap: number; resident: number }[] = [];
  for (let edit = 0; edit < EDITS; edit++) {
    const id = ids[edit % TENANTS] as string;
    await turnOffPolicies(id);
    const { epoch } = await writePolicies(
      id,
      Array.from({ length: POLICIES_EACH }, (_, n) =>
        forbidding(ASKED[n % ASKED.length] as Permission, edit + n),
      ),
    );
    const person = plainPerson({ tenant: { id }, policyEpoch: epoch });
    for (const name of ASKED) await decide(person, { name, kind: 'command' });
    if (edit % SAMPLE_EVERY !== 0) continue;
    collect();
    const { heapUsed, external, rss } = process.memoryUsage();
    samples.push({ heap: heapUsed + external, resident: rss });
  }
  const third = Math.floor(samples.length / 3);
  const growth = (what: 'heap' | 'resident') => {
    const of = (from: number, to?: number) => median(samples.slice(from, to).map((one) => one[what]));
    return round(of(-third) / of(third, 2 * third), 3);
  };
  const mebibytes = (what: 'heap' | 'resident') => round((samples.at(-1)?.[what] ?? 0) / 2 ** 20, 1);
  return {
    ...{ edits: EDITS, tenants: TENANTS, policiesEach: POLICIES_EACH },
    heapMiB: mebibytes('heap'),
    residentMiB: mebibytes('resident'),
    heapGrowth: growth('heap'),
    residentGrowth: growth('resident'),
  };
}

async function makeTenants(): Promise<string[]> {
  const ids = Array.from({ length: TENANTS }, () => newId(clock.now()));
  for (const id of ids)
    await inTenant(id, (tx) =>
      tx.insert(tenants).values({
        ...{ id, slug: `edits-${id.slice(-12)}`, name: 'A tenant of edits', kind: 'telecom', country: 'RW' },
        ...{ currency: 'RWF', timeZone: 'Africa/Kigali', locale: 'en', createdAt: clock.now() },
      }),
    );
  return ids;
}
