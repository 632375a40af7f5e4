import { once } from '../base/once';

type Touched = { untold: Set<string>; uncounted: Set<string> };

// A hint and no record: what is lost with the process is made good by pages that ask again by themselves, and by the
// next deed. It holds ids of tenants alone, each at most with one word, so it cannot grow past their number.
const touched = () =>
  once('touched', (): Touched => ({ untold: new Set<string>(), uncounted: new Set<string>() }));

/** Names what is told of swaps alone: their pages stand open at counters and with holders, whom the rest does not concern. */
export const swapsOf = (tenantId: string): string => `${tenantId} swaps`;

const MOVES_A_SWAP = /^(sim|auth\.question)\./;

/** Notes that something was done in a tenant, after its commit: open pages will be told, and figures counted. */
export function touch(tenantId: string, command: string): void {
  touched().untold.add(tenantId);
  if (MOVES_A_SWAP.test(command)) touched().untold.add(swapsOf(tenantId));
  touched().uncounted.add(tenantId);
}

/** Gives what was touched since this was last asked for `what`, and forgets it: tenants, and of what is untold their swaps. */
export function takeTouched(what: keyof Touched): string[] {
  const ids = [...touched()[what]];
  touched()[what].clear();
  return ids;
}
