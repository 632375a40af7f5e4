type Params = Record<string, string | string[] | undefined>;

/**
 * Takes a path, the parameters of this page and what should differ; gives the address with both. A change to
 * `undefined` takes a parameter away. Empty parameters are left out, so that an address says only what matters.
 */
export function pageLink(path: string, params: Params, change: Params = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...params, ...change })) {
    for (const one of Array.isArray(value) ? value : [value]) if (one) search.append(name, one);
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}
