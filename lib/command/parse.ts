import type { z } from 'zod';
import { Refusal } from '../base/refusal';
import { FIELD_SENTENCES, type FieldProblem, problemOf, sayProblem, sentenceOfIssue } from './field-problem';

/** What was wrong with an input, by field, in words. */
export class InvalidInput extends Refusal {
  constructor(readonly problems: readonly FieldProblem[]) {
    super('invalid_input', 'Some of what was entered cannot be used. See the fields below.', {
      field: problems[0]?.field,
    });
  }

  /** The sentences of each field in English. */
  get fieldErrors(): Record<string, string[]> {
    return byField(this.problems, sayProblem);
  }
}

/** Gathers the problems of each field, each in the words that `say` has for it. */
export function byField(
  problems: readonly FieldProblem[],
  say: (problem: FieldProblem) => string,
): Record<string, string[]> {
  const words: Record<string, string[]> = {};
  for (const problem of problems) words[problem.field] = [...(words[problem.field] ?? []), say(problem)];
  return words;
}

/** The paths of texts that no database column holds: with NUL, or with half of a character (a lone surrogate). */
function* brokenTexts(value: unknown, path = ''): Generator<string> {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) yield path;
  } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    // The bytes of a picture are no texts, and there are millions of them.
    for (const [name, inner] of Object.entries(value))
      yield* brokenTexts(inner, path ? `${path}.${name}` : name);
  }
}

/** Parses once, at the edge: inside, types are facts. Refuses unknown fields, since the schemas are strict. */
export async function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Promise<z.infer<Schema>> {
  const parsed = await schema.safeParseAsync(input, { error: sentenceOfIssue });
  if (!parsed.success) throw new InvalidInput(parsed.error.issues.map(problemOf));
  const broken = [...brokenTexts(parsed.data)];
  if (broken.length === 0) return parsed.data;
  throw new InvalidInput(broken.map((field) => ({ field, template: FIELD_SENTENCES.broken, values: {} })));
}
