import type { Principal } from '../policy/actor';

export type Portal = 'admin' | 'agent' | 'user';

/** Where somebody's work is: who runs the tenant starts there, who serves a counter at the counter. */
export function portalOf({ permissions }: Principal): Portal {
  return portalsOf(permissions)[0] ?? 'user';
}

/** The portals that somebody's permissions open, the foremost first. */
export function portalsOf(permissions: readonly string[]): Portal[] {
  const open: Portal[] = [];
  if (permissions.includes('tenant.dashboard')) open.push('admin');
  if (permissions.includes('counter.dashboard')) open.push('agent');
  if (permissions.includes('wallet.show') || open.length === 0) open.push('user');
  return open;
}
