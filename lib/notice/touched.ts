import { once } from '../base/once';

type Touched = { untold: Set<string>; uncounted: Set<string> };

// A hint and no record: what is lost with the process is made good by pages that ask again by themselves, and by the
// next deed. It holds ids of tenants alone, so it cannot grow past their number.
const touched = () =>
  once('touched', (): Touched => ({ untold: new Set<string>(), uncounted: new Set<string>() }));

/** Notes that something was done in a tenant, after its commit: open pages will be told, and figures counted. */
export function touch(tenantId: string): void {
  touched().untold.add(tenantId);
  touched().uncounted.add(tenantId);
}

/** Gives the tenants that were touched since this was last asked for `what`, and forgets them. */
export function takeTouched(what: keyof Touched): string[] {
  const ids = [...touched()[what]];
  touched()[what].clear();
  return ids;
}
