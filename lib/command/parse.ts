import type { z } from 'zod';
import { Refusal } from '../base/refusal';

/** What was wrong with an input, by field, in words. */
export class InvalidInput extends Refusal {
  constructor(readonly fieldErrors: Record<string, string[]>) {
    super('invalid_input', 'Some of what was entered cannot be used. See the fields below.', {
      field: Object.keys(fieldErrors)[0],
    });
  }
}

const BROKEN_TEXT = 'This holds a character that cannot be kept. Type it again.';

/** The paths of texts that no database column holds: with NUL, or with half of a character (a lone surrogate). */
function* brokenTexts(value: unknown, path = ''): Generator<string> {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) yield path;
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value))
      yield* brokenTexts(inner, path ? `${path}.${name}` : name);
  }
}

/** Parses once, at the edge: inside, types are facts. Refuses unknown fields, since the schemas are strict. */
export async function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Promise<z.infer<Schema>> {
  const parsed = await schema.safeParseAsync(input);
  if (parsed.success) {
    const broken = [...brokenTexts(parsed.data)];
    if (broken.length === 0) return parsed.data;
    throw new InvalidInput(Object.fromEntries(broken.map((field) => [field, [BROKEN_TEXT]])));
  }
  const fieldErrors: Record<string, string[]> = {};
  for (const issue of parsed.error.issues) {
    const field = issue.path.map(String).join('.') || '';
    fieldErrors[field] = [...(fieldErrors[field] ?? []), issue.message];
  }
  throw new InvalidInput(fieldErrors);
}
