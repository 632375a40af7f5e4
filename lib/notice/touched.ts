import { once } from '../base/once';

type Touched = { untold: Set<string>; uncounted: Set<string> };

// A hint and no record: what is lost with the process is made good by pages that ask again by themselves, and by the
// next deed. It holds ids of tenants, of their swaps and of people alone, and is emptied several times a second.
const touched = () =>
  once('touched', (): Touched => ({ untold: new Set<string>(), uncounted: new Set<string>() }));

/** Names what is told of a tenant's swaps alone: their lists stand open at counters, whom the rest does not concern. */
export const swapsOf = (tenantId: string): string => `${tenantId} swaps`;

/** Names what is told of one swap: its page stands open with its agent and its holder. */
export const swapOf = (tenantId: string, swapId: string): string => `${tenantId} swap:${swapId}`;

/** Names what is told to one person of what is their own: a payment that waits stands open with its agent and its customer. */
export const ownOf = (tenantId: string, personId: string): string => `${tenantId} own:${personId}`;

/** Notes that something was done in a tenant, after its commit: open pages will be told, and figures counted. */
export function touch(tenantId: string, subject: string | null = null, people: readonly string[] = []): void {
  touched().untold.add(tenantId);
  touched().uncounted.add(tenantId);
  for (const personId of people) touched().untold.add(ownOf(tenantId, personId));
  const swapId = subject?.startsWith('swap:') ? subject.slice('swap:'.length) : undefined;
  if (swapId === undefined) return;
  touched().untold.add(swapsOf(tenantId));
  touched().untold.add(swapOf(tenantId, swapId));
}

/** Gives what was touched since this was last asked for `what`, and forgets it: tenants, and of what is untold their swaps and people too. */
export function takeTouched(what: keyof Touched): string[] {
  const ids = [...touched()[what]];
  touched()[what].clear();
  return ids;
}
