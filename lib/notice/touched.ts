import { once } from '../base/once';

type Touched = { untold: Set<string>; uncounted: Set<string> };

// A hint and no record: what is lost with the process is made good by pages that ask again by themselves, and by the
// next deed. It holds ids of tenants and of their swaps alone, and is emptied several times a second.
const touched = () =>
  once('touched', (): Touched => ({ untold: new Set<string>(), uncounted: new Set<string>() }));

/** Names what is told of a tenant's swaps alone: their lists stand open at counters, whom the rest does not concern. */
export const swapsOf = (tenantId: string): string => `${tenantId} swaps`;

/** Names what is told of one swap: its page stands open with its agent and its holder. */
export const swapOf = (tenantId: string, swapId: string): string => `${tenantId} swap:${swapId}`;

/** Notes that something was done in a tenant, after its commit: open pages will be told, and figures counted. */
export function touch(tenantId: string, subject: string | null = null): void {
  touched().untold.add(tenantId);
  touched().uncounted.add(tenantId);
  const swapId = subject?.startsWith('swap:') ? subject.slice('swap:'.length) : undefined;
  if (swapId === undefined) return;
  touched().untold.add(swapsOf(tenantId));
  touched().untold.add(swapOf(tenantId, swapId));
}

/** Gives what was touched since this was last asked for `what`, and forgets it: tenants, and of what is untold their swaps too. */
export function takeTouched(what: keyof Touched): string[] {
  const ids = [...touched()[what]];
  touched()[what].clear();
  return ids;
}
