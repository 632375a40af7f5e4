import { ABOUT_ONESELF, OPEN_TO_STRANGERS, OPERATORS_ONLY, type Permission } from './permissions';
import { permissionsOf } from './roles';

/** Whose ground a deed is on: the strictest of what a tenant demands of its zone and of its group is what counts. */
export const ZONES = ['public', 'user', 'agent', 'admin', 'platform'] as const;
export type Zone = (typeof ZONES)[number];

/** Deeds that a tenant may demand more for than for the rest of their zone. */
export const GROUPS = ['account', 'money', 'numbers', 'people', 'records', 'trust'] as const;
export type Group = (typeof GROUPS)[number];

/** By the beginning of a name; the longest that fits says which group it is. */
const GROUP_OF_PREFIX: Readonly<Record<string, Group>> = {
  'address.': 'trust',
  'approval.': 'trust',
  'audit.': 'records',
  'auth.': 'account',
  'break-glass.': 'trust',
  'counter.': 'numbers',
  'counter.commission': 'money',
  'counter.day': 'money',
  'demo.': 'account',
  'device.': 'account',
  'float.': 'money',
  'incident.': 'trust',
  'message.': 'records',
  'account.': 'money',
  'dispute.': 'money',
  'fraud.': 'money',
  'limit.': 'money',
  'price.': 'money',
  'reversal.': 'money',
  'money.': 'money',
  'network.': 'numbers',
  'notice.': 'account',
  'number.': 'numbers',
  'person.': 'account',
  'person.hold.': 'people',
  'person.list': 'people',
  'person.sessions.': 'people',
  'person.set-unit': 'people',
  'person.show': 'people',
  'policy.': 'trust',
  'recovery.': 'people',
  'registration.': 'numbers',
  'risk.': 'trust',
  'role.': 'people',
  'outage.': 'numbers',
  'kyc.': 'people',
  'search.': 'records',
  'sim.': 'numbers',
  'stock.': 'numbers',
  'tenant.': 'records',
  'tenant.contacts.': 'trust',
  'tenant.sign-in.': 'trust',
  'tenant.trust.': 'trust',
  'trust.': 'trust',
  'unit.': 'people',
  'wallet.': 'money',
  'webhook.': 'trust',
};

const PREFIXES = Object.keys(GROUP_OF_PREFIX).sort((a, b) => b.length - a.length);

/** Gives the group of a deed. One that no beginning fits is about trust: the group that a tenant guards best. */
export function groupOf(name: Permission): Group {
  const prefix = PREFIXES.find((one) => name.startsWith(one));
  return (prefix && GROUP_OF_PREFIX[prefix]) || 'trust';
}

const grantedTo = (key: 'user' | 'agent' | 'support' | 'supervisor'): ReadonlySet<Permission> =>
  new Set(permissionsOf([{ key, access: 'write', permissions: [] }], () => true));

const zones = new Map<Permission, Zone>();

/**
 * Gives the zone of a deed by who it is open to: strangers, customers (and anybody about themselves), agents; the
 * operator alone; and all the rest is the administrators'.
 */
export function zoneOf(name: Permission): Zone {
  const known = zones.get(name);
  if (known) return known;
  const zone = findZone(name);
  zones.set(name, zone);
  return zone;
}

/** Whether a deed is work with customers: at a counter, on its telephone, or over the cases that come from there. */
export const isCounterWork = (name: Permission): boolean =>
  zoneOf(name) === 'agent' || (zoneOf(name) === 'admin' && grantedTo('supervisor').has(name));

function findZone(name: Permission): Zone {
  if (OPERATORS_ONLY.includes(name)) return 'platform';
  if (OPEN_TO_STRANGERS.includes(name)) return 'public';
  if (ABOUT_ONESELF.includes(name) || grantedTo('user').has(name)) return 'user';
  return grantedTo('agent').has(name) || grantedTo('support').has(name) ? 'agent' : 'admin';
}
