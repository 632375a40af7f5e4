import { inTenantReadOnly, type Tx } from '@/db/client';
import type { Permission } from '../../policy/permissions';
import { release } from './cedar-slots';
import { concerns, type PolicySet, policySetOf, type Stated } from './policy-set';

// The policies of a tenant are read once for each epoch that a session brings with it, and kept until a later one comes.
// So an edit counts on every node with the next request there, and no node asks whether there was one.

type Loaded = Stated & { state: 'live' | 'shadow'; commands: readonly string[] };
type Sets = { live: PolicySet | undefined; shadow: PolicySet | undefined };

/** The policies of a tenant as they stood at an epoch, and the sets of them that were asked since. */
type Kept = {
  epoch: number;
  policies: Promise<readonly Loaded[]>;
  size: number;
  sets: Map<Permission, Sets>;
};

/** So many policies are kept in memory at most, of all tenants together; the tenant that was asked longest ago goes. */
const MOST_POLICIES = 20_000;
const MOST_TENANTS = 500;

const kept = new Map<string, Kept>();

const READ = {
  name: 'policies-read',
  text: `select p.id, p.version, p.state, p.template, v.cedar, v.filling, v.commands
    from policies p join policy_versions v
      on v.tenant_id = p.tenant_id and v.policy_id = p.id and v.version = p.version
    where p.tenant_id = $1 and p.state in ('live', 'shadow') order by p.id`,
};

/** Says that the policies of a tenant have changed, in the transaction that changes them. Gives the new epoch. */
export async function raiseEpoch(tx: Tx, tenantId: string): Promise<number> {
  const { rows } = await tx.$client.query<{ epoch: string }>({
    name: 'policy-epoch-raise',
    text: `insert into policy_epochs as e (tenant_id, epoch) values ($1, 1)
      on conflict (tenant_id) do update set epoch = e.epoch + 1 returning epoch`,
    values: [tenantId],
  });
  return Number(rows[0]?.epoch);
}

/**
 * Gives the policies that concern a command, live ones and those in shadow, as they stand at an epoch or later; none where
 * there are none. One read for each tenant and epoch.
 */
export async function policiesFor(tenantId: string, epoch: number, name: Permission): Promise<Sets> {
  if (epoch === 0) return { live: undefined, shadow: undefined };
  const entry = entryOf(tenantId, epoch);
  const known = entry.sets.get(name);
  if (known) return known;
  const policies = await entry.policies;
  const again = entry.sets.get(name);
  if (again) return again;
  const ofState = (state: Loaded['state']) => {
    const some = policies.filter((one) => one.state === state && concerns(name, one, one.commands));
    return some.length === 0 ? undefined : policySetOf(some);
  };
  const sets = { live: ofState('live'), shadow: ofState('shadow') };
  entry.sets.set(name, sets);
  return sets;
}

/** The text and the template of a policy that is kept. */
export async function statedOf(tenantId: string, epoch: number, id: string): Promise<Stated | undefined> {
  return (await entryOf(tenantId, epoch).policies).find((one) => one.id === id);
}

function entryOf(tenantId: string, epoch: number): Kept {
  const known = kept.get(tenantId);
  if (known && known.epoch >= epoch) {
    kept.delete(tenantId);
    kept.set(tenantId, known);
    return known;
  }
  if (known) forget(tenantId, known);
  const entry: Kept = { epoch, policies: read(tenantId), size: 0, sets: new Map() };
  kept.set(tenantId, entry);
  entry.policies.then(
    (policies) => {
      entry.size = policies.length;
      makeRoom(tenantId);
    },
    // What could not be read is not kept: whoever asks next reads again.
    () => kept.get(tenantId) === entry && forget(tenantId, entry),
  );
  return entry;
}

async function read(tenantId: string): Promise<readonly Loaded[]> {
  return inTenantReadOnly(tenantId, async (tx) => {
    const { rows } = await tx.$client.query<Loaded>({ ...READ, values: [tenantId] });
    return rows;
  });
}

function makeRoom(besides: string): void {
  let policies = [...kept.values()].reduce((sum, { size }) => sum + size, 0);
  for (const [tenantId, entry] of kept) {
    if (policies <= MOST_POLICIES && kept.size <= MOST_TENANTS) return;
    if (tenantId === besides) continue;
    policies -= entry.size;
    forget(tenantId, entry);
  }
}

function forget(tenantId: string, entry: Kept): void {
  kept.delete(tenantId);
  for (const { live, shadow } of entry.sets.values()) {
    if (live) release(live);
    if (shadow) release(shadow);
  }
  entry.sets.clear();
}
