import { z } from 'zod';

/** How many tests passed and how many did not. */
export type Count = { passed: number; failed: number };

export const NOTHING: Count = { passed: 0, failed: 0 };

const unitReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const journeyReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
});

/** Takes two counts and gives their sum. */
export function sum(left: Count, right: Count): Count {
  return { passed: left.passed + right.passed, failed: left.failed + right.failed };
}

/** The last line of a test run, which other programs read. */
export function closingLine({ passed, failed }: Count): string {
  return `${passed} passed, ${failed} failed`;
}

/** Takes the JSON report of Vitest, or nothing. A file that could not be loaded has no tests, and is one failure. */
export function countUnitTests(report: unknown): Count {
  const read = unitReport.safeParse(report);
  if (!read.success) return NOTHING;
  const { numPassedTests, numFailedTests, testResults } = read.data;
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}

/** Takes the JSON report of Playwright, or nothing. A journey that needed a second try has not passed. */
export function countJourneys(report: unknown): Count {
  const read = journeyReport.safeParse(report);
  if (!read.success) return NOTHING;
  const { stats, errors } = read.data;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}
