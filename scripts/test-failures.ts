import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

/** As much of a message as says what went wrong, in characters. */
const MOST_OF_A_MESSAGE = 600;

const unitReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const spec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(
    z.object({
      results: z.array(z.object({ errors: z.array(z.object({ message: z.string().optional() })) })),
    }),
  ),
});
const suite = z.object({
  specs: z.array(spec),
  get suites() {
    return z.array(suite).optional();
  },
});
const journeyReport = z.object({ suites: z.array(suite) });

/** Takes the JSON report of Vitest, or nothing. Gives a paragraph for each test that failed, and for each file that could not be loaded. */
export function failedUnitTests(report: unknown): string[] {
  const read = unitReport.safeParse(report);
  if (!read.success) return [];
  return read.data.testResults.flatMap(({ name, status, message, assertionResults }) => {
    if (status === 'failed' && assertionResults.length === 0) return [paragraph(name, [message])];
    return assertionResults
      .filter((one) => one.status === 'failed')
      .map(({ fullName, failureMessages }) => paragraph(`${name}: ${fullName}`, failureMessages ?? []));
  });
}

/** Takes the JSON report of Playwright, or nothing. Gives a paragraph for each journey that failed. */
export function failedJourneys(report: unknown): string[] {
  const read = journeyReport.safeParse(report);
  if (!read.success) return [];
  return read.data.suites
    .flatMap(specsOf)
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => {
      const results = tests.flatMap((one) => one.results);
      const messages = results.flatMap(({ errors }) => errors.map(({ message }) => message ?? ''));
      return paragraph(`${file}: ${title}`, messages);
    });
}

const specsOf = ({ specs, suites }: z.infer<typeof suite>): z.infer<typeof spec>[] => [
  ...specs,
  ...(suites ?? []).flatMap(specsOf),
];

const paragraph = (name: string, messages: string[]): string =>
  [name, ...messages.map((message) => stripVTControlCharacters(message).slice(0, MOST_OF_A_MESSAGE))].join(
    '\n  ',
  );
