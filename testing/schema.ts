import type { z } from 'zod';

type Def = {
  type: string;
  catchall?: z.core.$ZodType;
  shape?: Record<string, z.core.$ZodType>;
  options?: readonly z.core.$ZodType[];
  items?: readonly z.core.$ZodType[];
  [part: string]: unknown;
};

/** The parts of a schema that are schemas themselves, by the names that zod gives them. */
const PARTS = ['element', 'innerType', 'in', 'out', 'left', 'right', 'keyType', 'valueType', 'rest'];

/**
 * Gives the paths of a schema at which a field that nobody declared would be let in or silently dropped.
 * A function that makes a schema at the time of parsing is called once to look inside.
 */
export function looseParts(schema: z.core.$ZodType, path = '$', seen = new Set<z.core.$ZodType>()): string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const def = schema._zod.def as unknown as Def;
  const within = (part: z.core.$ZodType, name: string) => looseParts(part, `${path}.${name}`, seen);
  const loose = def.type === 'object' && def.catchall?._zod.def.type !== 'never' ? [path] : [];
  // The values of a record may be whatever was written down, as the change in an audit event is.
  if (def.type === 'any' || (def.type === 'unknown' && !path.endsWith('.valueType'))) loose.push(path);
  for (const [name, part] of Object.entries(def.shape ?? {})) loose.push(...within(part, name));
  for (const part of [...(def.options ?? []), ...(def.items ?? [])]) loose.push(...within(part, def.type));
  for (const name of PARTS) {
    const part = def[name];
    if (part instanceof Object && '_zod' in part) loose.push(...within(part as z.core.$ZodType, name));
  }
  if (def.type === 'lazy' && typeof def.getter === 'function') loose.push(...within(def.getter(), 'lazy'));
  return loose;
}
