import { z } from 'zod';
import { Refusal } from './refusal';

const LONGEST_TYPED = 64;

/**
 * Takes a parser that refuses with a `Refusal` and gives a schema for a strict command input.
 * The refusal becomes an issue at its field, so that one form can show the errors of several fields at once;
 * its code and values travel in `params`, so that the sentence can still be translated.
 */
export function typedText<Parsed>(parse: (text: string) => Parsed, longest = LONGEST_TYPED) {
  return z
    .string()
    .max(longest)
    .transform((text, context): Parsed => {
      try {
        return parse(text);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        context.addIssue({
          code: 'custom',
          message: error.message,
          params: { refusal: error.code, values: error.values },
        });
        return z.NEVER;
      }
    });
}
