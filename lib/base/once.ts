const kept = globalThis as unknown as Record<symbol, unknown>;

/**
 * Makes something once for the whole process. Next bundles a module several times (pages, actions, our server),
 * so a module's own variable is not enough for a pool, a queue or a secret that must be one.
 */
export function once<T>(name: string, make: () => T): T {
  const key = Symbol.for(`ngao.${name}`);
  if (!(key in kept)) kept[key] = make();
  return kept[key] as T;
}
