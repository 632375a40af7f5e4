/** What was and what is, of each setting that differs, by its path: `zones.admin.leastTrust`. Lists are one setting. */
export function changesBetween(
  before: unknown,
  after: unknown,
  path = '',
): Record<string, [unknown, unknown]> {
  if (!isGroup(before) && !isGroup(after))
    return JSON.stringify(before) === JSON.stringify(after)
      ? {}
      : { [path]: [before ?? null, after ?? null] };
  const [was, is] = [isGroup(before) ? before : {}, isGroup(after) ? after : {}];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return Object.assign(
    {},
    ...names.map((name) => changesBetween(was[name], is[name], path ? `${path}.${name}` : name)),
  );
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
