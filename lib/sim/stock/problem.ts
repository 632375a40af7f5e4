import type words from '@/messages/en/stock.json';

/** The code of a sentence about a stock file or one of its lines: a key of `stock.problem` in messages/<locale>/stock.json. */
export type ProblemCode = keyof typeof words.problem;
export type ProblemValues = Record<string, string | number>;

/** What is wrong with one line, and in which of its columns. */
export type LineProblem = { code: ProblemCode; field: string | null; values?: ProblemValues };

export const wrong = (code: ProblemCode, field: string, values?: ProblemValues): LineProblem => ({
  ...{ code, field, values },
});

/** Thrown while a file is read when the whole of it cannot be used; it becomes the import's `problem`. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  constructor(
    readonly code: ProblemCode,
    readonly values: ProblemValues = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}
