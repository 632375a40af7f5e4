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

/** Parses once, at the edge: inside, types are facts. Refuses unknown fields, since the schemas are strict. */
export async function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Promise<z.infer<Schema>> {
  const parsed = await schema.safeParseAsync(input);
  if (parsed.success) return parsed.data;
  const fieldErrors: Record<string, string[]> = {};
  for (const issue of parsed.error.issues) {
    const field = issue.path.map(String).join('.') || '';
    fieldErrors[field] = [...(fieldErrors[field] ?? []), issue.message];
  }
  throw new InvalidInput(fieldErrors);
}
