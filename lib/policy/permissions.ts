/**
 * Every deed and every view, by its one name: permission, audit event, rate-limit bucket and metric in one.
 * A test holds this list equal to the commands and queries that exist.
 */
export const PERMISSIONS = [
  'audit.export',
  'audit.list',
  'audit.show',
  'auth.factors',
  'auth.recovery-codes.make',
  'auth.second-factor',
  'auth.sessions',
  'auth.sign-in',
  'auth.sign-out',
  'auth.sign-out-everywhere',
  'auth.step-up',
  'auth.totp.begin',
  'auth.totp.confirm',
  'counter.customer.find',
  'counter.dashboard',
  'counter.movements',
  'demo.phone',
  'demo.phones',
  'float.list',
  'float.open',
  'number.activate',
  'number.activation-code.resend',
  'number.confirm',
  'number.list-own',
  'person.list',
  'person.profile',
  'person.profile.update',
  'person.sessions.end',
  'person.set-unit',
  'person.show',
  'person.sign-up',
  'person.verify',
  'person.verify.resend',
  'registration.list-own',
  'role.assign',
  'role.create',
  'role.list',
  'role.matrix',
  'role.remove',
  'search.everything',
  'sim.register',
  'sim.stock.search',
  'stock.import.begin',
  'stock.import.cancel',
  'stock.import.confirm',
  'stock.import.lines',
  'stock.import.list',
  'stock.import.run',
  'stock.import.show',
  'stock.summary',
  'tenant.create',
  'tenant.dashboard',
  'tenant.list',
  'unit.create',
  'unit.list',
  'wallet.deposit',
  'wallet.movements',
  'wallet.quote',
  'wallet.receipt',
  'wallet.show',
  'wallet.transfer',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** What anybody signed in may do about themselves, whatever their roles, even before their address is confirmed. */
export const ABOUT_ONESELF: readonly Permission[] = [
  'auth.factors',
  'auth.recovery-codes.make',
  'auth.sessions',
  'auth.sign-out',
  'auth.sign-out-everywhere',
  'auth.step-up',
  'auth.totp.begin',
  'auth.totp.confirm',
  'person.profile',
  'person.profile.update',
  'person.verify',
  'person.verify.resend',
];

/** What only the operator's own command line, or the process itself, may do: no role of a tenant holds it. */
export const OPERATORS_ONLY: readonly Permission[] = ['stock.import.run', 'tenant.create', 'tenant.list'];

/** What somebody may do who is not signed in: it stands in no role, and the list grows on purpose. */
export const OPEN_TO_STRANGERS: readonly Permission[] = [
  'auth.second-factor',
  'auth.sign-in',
  'demo.phone',
  'demo.phones',
  'number.activate',
  'person.sign-up',
];
