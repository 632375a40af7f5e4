import type { z } from 'zod';
import { Refusal } from '../base/refusal';
import type { Query } from '../command/command';
import { show } from './page';
import { sayRefusal } from './say-refusal';

/**
 * What a page shows of something that may have changed since it was offered: the query's output, or the sentence of its
 * refusal in the reader's language, for the page to say. Sign-in, step-up and what does not exist are as in `show`.
 */
export async function lookAgain<Input extends z.ZodType, Output extends z.ZodType>(
  query: Query<Input, Output>,
  input: unknown,
): Promise<{ output: z.infer<Output>; refused?: undefined } | { output?: undefined; refused: string }> {
  try {
    return { output: await show(query, input) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: await sayRefusal(error) };
    throw error;
  }
}
