import { z } from 'zod';

/** The schema of a text that people read in one line: trimmed, of letters and signs, without control characters. */
export const oneLine = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{C}]*$/u, 'This holds characters that cannot be shown. Type it again.');
