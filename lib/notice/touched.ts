import { once } from '../base/once';

type Touched = { untold: Set<string>; uncounted: Set<string> };

// A hint and no record: what is lost with the process is made good by pages that ask again by themselves, and by the
// next deed. It holds ids of tenants, of their swaps and of payments that wait alone, and is emptied several times a second.
const touched = () =>
  once('touched', (): Touched => ({ untold: new Set<string>(), uncounted: new Set<string>() }));

/** Names what is told of a tenant's swaps alone: their lists stand open at counters, whom the rest does not concern. */
export const swapsOf = (tenantId: string): string => `${tenantId} swaps`;

/** Names what is told of one swap: its page stands open with its agent and its holder. */
export const swapOf = (tenantId: string, swapId: string): string => `${tenantId} swap:${swapId}`;

/** Names what is told of payments that wait, to counters and customers: that something is new, and nothing of what. */
export const paymentsOf = (tenantId: string): string => `${tenantId} payments`;

/** Names what is told of one payment: its agent and its customer both look at it. */
export const paymentOf = (tenantId: string, id: string): string => `${tenantId} pending:${id}`;

/** Notes that something was done in a tenant, after its commit: open pages will be told, and figures counted. */
export function touch(tenantId: string, subject: string | null = null): void {
  touched().untold.add(tenantId);
  touched().uncounted.add(tenantId);
  const [kind, id] = subject?.split(':') ?? [];
  if (!id) return;
  const names =
    kind === 'swap'
      ? [swapsOf(tenantId), swapOf(tenantId, id)]
      : kind === 'pending'
        ? [paymentsOf(tenantId), paymentOf(tenantId, id)]
        : [];
  for (const name of names) touched().untold.add(name);
}

/** Gives what was touched since this was last asked for `what`, and forgets it: tenants, and of what is untold their swaps and payments too. */
export function takeTouched(what: keyof Touched): string[] {
  const ids = [...touched()[what]];
  touched()[what].clear();
  return ids;
}
