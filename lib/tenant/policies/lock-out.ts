import type { Tx } from '@/db/client';
import { HOUR_MS } from '../../base/clock';
import { Refusal } from '../../base/refusal';
import type { Principal } from '../../policy/actor';
import type { Permission } from '../../policy/permissions';
import type { Tenant } from '../../policy/tenant';
import { isView } from '../../policy/views';
import { release } from '../../trust/decision/cedar-slots';
import { concerns, evaluateSet, policySetOf, questionOf, type Stated } from '../../trust/decision/policy-set';
import { standingOf } from '../../trust/decision/standing';
import { countryOf } from '../../trust/place';
import { asPerson, peopleNow, type Supposed } from './people-now';

/** What at least one owner must be able to do at some hour: find a policy, look at it, and turn it off. */
const WAY_BACK: readonly Permission[] = ['policy.list', 'policy.show', 'policy.turn-off'];
const MOST_OWNERS = 10;
const HALF_HOURS = 7 * 48;

/** A policy with the deeds that were noted of it. */
export type Weighed = { stated: Stated; commands: readonly string[] };

type Place = { ip: string | null; country: string | null };
const GOOD: Omit<Supposed, 'at' | 'ip'> = {
  ...{ deviceTrust: 'trusted', signed: true, assurance: 2, fresh: true, risk: 0, riskLevel: 'low' },
};
const DEVICES: readonly (typeof GOOD)[] = [
  GOOD,
  { ...GOOD, deviceTrust: 'known' },
  { ...GOOD, deviceTrust: 'unknown', signed: null },
];

/**
 * Refuses policies under which no owner could take them back: each owner is asked about from where they last were and from
 * the tenant's country, on a good device and on a new one, at each half hour of a week. That the door lets owners turn
 * policies off all the same is a last resort and not counted on.
 */
export async function refusalOfLockOut(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  policies: readonly Weighed[],
): Promise<Refusal | undefined> {
  const owners = await ownersOf(tx, tenant, now);
  if (owners.length === 0) return undefined;
  const sets = WAY_BACK.map((command) => {
    const about = policies.filter(({ stated, commands }) => concerns(command, stated, commands));
    return { command, set: policySetOf(about.map(({ stated }) => stated)) };
  });
  try {
    for (const at of momentsFor(policies, now))
      for (const owner of owners)
        for (const supposed of DEVICES)
          for (const place of owner.places)
            if (
              sets.every(({ command, set }) =>
                isLetThrough(command, set, {
                  tenant,
                  owner: owner.principal,
                  supposed: { ...supposed, at, ip: place.ip },
                  place,
                }),
              )
            )
              return undefined;
  } finally {
    for (const { set } of sets) release(set);
  }
  return locksOut();
}

type Asking = { tenant: Tenant; owner: Principal; supposed: Supposed; place: Place };

function isLetThrough(
  command: Permission,
  set: ReturnType<typeof policySetOf>,
  { tenant, owner, supposed, place }: Asking,
): boolean {
  const kind = isView(command) ? ('query' as const) : ('command' as const);
  const person = asPerson(tenant, owner, supposed);
  const standing = { ...standingOf(person, kind), country: place.country };
  return evaluateSet(set, questionOf(person, { name: command, kind }, { standing })).answer === 'allow';
}

/** The half hours of the week that begins; one moment alone where no policy speaks of the time. */
function momentsFor(policies: readonly Weighed[], now: Date): Date[] {
  const isTimed = policies.some(({ stated }) => /\b(hour|minuteOfDay|weekday)\b/.test(stated.cedar));
  const first = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  return isTimed
    ? Array.from({ length: HALF_HOURS }, (_, step) => new Date(first + (step * HOUR_MS) / 2))
    : [now];
}

async function ownersOf(
  tx: Tx,
  tenant: Tenant,
  now: Date,
): Promise<{ principal: Principal; places: Place[] }[]> {
  const { rows } = await tx.$client.query<{ id: string; ip: string | null }>({
    name: 'owners-and-places',
    text: `select u.id, (select host(s.ip) from sessions s where s.tenant_id = $1 and s.person_id = u.id
               order by s.created_at desc limit 1) as ip
           from roles r join memberships m on m.tenant_id = r.tenant_id and m.role_id = r.id
           join users u on u.tenant_id = m.tenant_id and u.id = m.person_id
           where r.tenant_id = $1 and r.key = 'owner' and u.status = 'active' order by u.id limit $2`,
    values: [tenant.id, MOST_OWNERS],
  });
  const people = await peopleNow(
    tx,
    tenant,
    now,
    rows.map(({ id }) => id),
  );
  const home: Place = { ip: null, country: tenant.country };
  return rows.flatMap(({ id, ip }) => {
    const principal = people.get(id);
    const there = ip ? [{ ip, country: countryOf(ip) }] : [];
    return principal ? [{ principal, places: [...there, home] }] : [];
  });
}

const locksOut = () =>
  new Refusal(
    'policy_locks_out_owners',
    'With this policy no owner could look at policies and turn them off, at any hour of the week. Leave them a way first.',
    { status: 409 },
  );
