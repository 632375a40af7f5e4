import type { Permission } from './permissions';

/** What only looks and changes nothing: a role of access `read` may hold these alone. A test holds it equal to the queries. */
const VIEWS: readonly Permission[] = [
  'audit.export',
  'audit.list',
  'audit.show',
  'auth.factors',
  'auth.holds',
  'auth.sessions',
  'counter.customer.find',
  'counter.dashboard',
  'counter.movements',
  'demo.phone',
  'demo.phones',
  'float.list',
  'number.list-own',
  'person.list',
  'person.profile',
  'person.show',
  'registration.list-own',
  'role.list',
  'role.matrix',
  'search.everything',
  'sim.stock.search',
  'stock.import.lines',
  'stock.import.list',
  'stock.import.show',
  'stock.summary',
  'tenant.dashboard',
  'tenant.list',
  'unit.list',
  'wallet.movements',
  'wallet.quote',
  'wallet.receipt',
  'wallet.show',
];

export const isView = (name: Permission): boolean => VIEWS.includes(name);
