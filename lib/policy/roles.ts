import { ABOUT_ONESELF, OPERATORS_ONLY, PERMISSIONS, type Permission } from './permissions';

export const BUILT_IN_ROLES = ['owner', 'admin', 'supervisor', 'agent', 'support', 'user', 'viewer'] as const;
export type BuiltInRole = (typeof BUILT_IN_ROLES)[number];

export type Access = 'read' | 'write';

const CUSTOMERS: readonly Permission[] = [
  'approval.list',
  'dispute.list-own',
  'dispute.raise',
  'dispute.withdraw',
  'number.activation-code.resend',
  'number.confirm',
  'number.list-own',
  'number.port-out.lock',
  'number.port-out.unlock',
  'sim.resume-own',
  'sim.secrets.show-own',
  'sim.suspend-own',
  'sim.swap.cancel',
  'sim.swap.release',
  'sim.swap.request-own',
  'wallet.movements',
  'wallet.pending.answer',
  'wallet.pending.confirm',
  'wallet.pending.list-own',
  'wallet.pending.refuse',
  'wallet.pending.show-own',
  'wallet.quote',
  'wallet.receipt',
  'wallet.receipt.after',
  'wallet.show',
  'wallet.statement',
  'wallet.statement.file',
  'wallet.transfer',
  'wallet.withdrawal-code.make',
  'wallet.withdrawal-code.take-back',
];

const AGENTS: readonly Permission[] = [
  'approval.list',
  'counter.commission',
  'counter.customer.find',
  'counter.dashboard',
  'counter.day',
  'counter.day.close',
  'counter.day.list',
  'counter.movements',
  'counter.statement',
  'counter.statement.file',
  'counter.payment.find',
  'kyc.ask-registry',
  'kyc.list',
  'kyc.picture.add',
  'kyc.picture.show',
  'kyc.show',
  'number.activation-code.resend',
  'number.find',
  'outage.report-for',
  'recovery.find',
  'recovery.open-case',
  'registration.list-own',
  'sim.register',
  'sim.stock.search',
  'sim.suspend',
  'sim.swap.cancel',
  'sim.swap.document',
  'sim.swap.find',
  'sim.swap.list-mine',
  'sim.swap.pictures',
  'sim.swap.release-document',
  'sim.swap.request',
  'sim.swap.show',
  'wallet.deposit',
  'wallet.on-behalf.start',
  'wallet.pending.cancel',
  'wallet.pending.list',
  'wallet.pending.show',
  'wallet.receipt',
  'wallet.withdrawal.redeem',
  'wallet.withdrawal.start',
  'wallet.receipt.after',
  'wallet.withdrawal.start',
];

/** Who works the counter's queue: they look where an agent asked, and have no customer of their own. */
const SUPERVISORS: readonly Permission[] = [
  ...AGENTS,
  'kyc.refuse',
  'kyc.verify',
  'number.show',
  'recovery.list',
  'recovery.show',
  'sim.resume',
  'sim.show',
  'sim.swap.approve',
  'sim.swap.decide',
  'sim.swap.evidence',
  'sim.swap.figures',
  'sim.swap.list',
  'sim.swap.refuse',
  'sim.swap.remedy',
];

/** The call centre: they see what is masked, may hold back and suspend, and move no number and no money. */
const SUPPORT: readonly Permission[] = [
  'counter.customer.find',
  'counter.dashboard',
  'number.find',
  'number.show',
  'outage.report-for',
  'sim.show',
  'sim.suspend',
  'sim.swap.find',
  'sim.swap.show',
];

const VIEWERS: readonly Permission[] = [
  'account.find',
  'account.show',
  'audit.list',
  'audit.show',
  'dispute.list',
  'dispute.show',
  'float.day.list',
  'float.list',
  'float.show',
  'incident.list',
  'incident.show',
  'limit.list',
  'message.list',
  'message.show',
  'money.proposal.list',
  'money.proposal.show',
  'network.list',
  'number.show',
  'person.list',
  'person.show',
  'policy.list',
  'policy.replay',
  'policy.show',
  'policy.try',
  'price.preview',
  'price.show',
  'reconciliation.list',
  'reconciliation.show',
  'recovery.list',
  'recovery.show',
  'reversal.list',
  'reversal.look',
  'role.list',
  'role.matrix',
  'search.everything',
  'sim.show',
  'sim.swap.agents',
  'sim.swap.figures',
  'sim.swap.list',
  'sim.swap.show',
  'stock.import.lines',
  'stock.import.list',
  'stock.import.show',
  'stock.summary',
  'tenant.dashboard',
  'tenant.sign-in.show',
  'tenant.trust.show',
  'unit.list',
];

// Nobody grants what they lack, and it is admins who make customers into agents: so they hold what those two hold.
const ADMINS: readonly Permission[] = [
  ...VIEWERS,
  ...AGENTS,
  ...SUPERVISORS,
  ...SUPPORT,
  ...CUSTOMERS,
  'account.freeze',
  'account.unfreeze',
  'account.unfreeze.propose',
  'address.block',
  'address.blocked-list',
  'address.unblock',
  'approval.approve',
  'approval.refuse',
  'audit.export',
  'break-glass.ask',
  'break-glass.end',
  'break-glass.open',
  'break-glass.show',
  'dispute.decide',
  'float.commission.pay',
  'float.fund.propose',
  'float.return.propose',
  'incident.act',
  'incident.assign',
  'incident.close',
  'incident.end-reach-sessions',
  'incident.note',
  'incident.reach',
  'incident.reopen',
  'incident.undo',
  'limit.propose',
  'limit.take-back',
  'message.give-up',
  'message.send-again',
  'money.proposal.approve',
  'money.proposal.reject',
  'money.proposal.withdraw',
  'network.import',
  'number.port-out',
  'number.retire',
  'person.device.revoke',
  'person.hold.lift',
  'person.sessions.end',
  'person.set-unit',
  'policy.create',
  'policy.edit',
  'policy.restore',
  'policy.shadow',
  'policy.turn-off',
  'policy.turn-on',
  'price.propose',
  'reconciliation.run',
  'recovery.approve',
  'recovery.decide',
  'recovery.refuse',
  'reversal.propose',
  'role.assign',
  'role.create',
  'role.remove',
  'sim.block',
  'sim.retire',
  'stock.import.begin',
  'stock.import.cancel',
  'stock.import.confirm',
  'tenant.contacts.show',
  'tenant.contacts.update',
  'tenant.sign-in.update',
  'tenant.trust.update',
  'unit.create',
  'webhook.create',
  'webhook.list',
  'webhook.redeliver',
  'webhook.remove',
  'webhook.roll-secret',
  'webhook.show',
  'webhook.test',
];

const OF_ROLE: Record<BuiltInRole, readonly Permission[]> = {
  owner: PERMISSIONS.filter((name) => !OPERATORS_ONLY.includes(name)),
  admin: ADMINS,
  supervisor: SUPERVISORS,
  agent: AGENTS,
  support: SUPPORT,
  user: CUSTOMERS,
  viewer: VIEWERS,
};

/** The built-in roles that work with customers or on the tenant: those that a telecom asks a second factor of. */
export const STAFF_ROLES: readonly string[] = ['owner', 'admin', 'supervisor', 'agent', 'support', 'viewer'];

export const isBuiltIn = (key: string): key is BuiltInRole => BUILT_IN_ROLES.some((name) => name === key);

/** A role as it is stored: built-in ones take their permissions from here, a tenant's own name theirs. */
export type Role = { key: string; access: Access; permissions: readonly string[] };

/**
 * Gives the permissions that roles add up to, sorted. A role of access `read` gives only what changes nothing:
 * `isQuery` tells which those are.
 */
export function permissionsOf(roles: readonly Role[], isQuery: (name: Permission) => boolean): Permission[] {
  const granted = new Set<Permission>(ABOUT_ONESELF);
  for (const role of roles) {
    const named = isBuiltIn(role.key)
      ? OF_ROLE[role.key]
      : PERMISSIONS.filter((name) => role.permissions.includes(name));
    for (const name of named) {
      if (OPERATORS_ONLY.includes(name)) continue;
      if (role.access === 'write' || isQuery(name)) granted.add(name);
    }
  }
  return [...granted].sort();
}
