/** JSON that is the same text for the same value: the order in which fields were given is no part of what they say. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, sortedAndPlain) ?? 'null';

function sortedAndPlain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
