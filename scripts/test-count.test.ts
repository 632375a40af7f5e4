import { expect, test } from 'vitest';
import { closingLine, countJourneys, countUnitTests, NOTHING, sum } from './test-count';

test('tests, and files that could not be loaded, are counted', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] },
    ],
  };
  expect(countUnitTests(report)).toEqual({ passed: 7, failed: 2 });
});

test('a journey that needed a second try has not passed, and one that could not start has failed', () => {
  const report = {
    stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 4 },
    errors: [{ message: 'no browser' }],
  };
  expect(countJourneys(report)).toEqual({ passed: 3, failed: 3 });
});

test('a report that is missing or of another shape counts nothing', () => {
  for (const report of [undefined, null, {}, { stats: {} }]) {
    expect(countUnitTests(report)).toEqual(NOTHING);
    expect(countJourneys(report)).toEqual(NOTHING);
  }
});

test('the closing line says both numbers and nothing else', () => {
  expect(closingLine(sum({ passed: 2, failed: 0 }, { passed: 40, failed: 1 }))).toBe('42 passed, 1 failed');
});
