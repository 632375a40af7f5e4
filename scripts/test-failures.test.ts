import { expect, test } from 'vitest';
import { failedJourneys, failedUnitTests } from './test-failures';

test('a test that failed is named with what went wrong, and so is a file that could not be loaded', () => {
  const report = {
    testResults: [
      {
        ...{ name: 'a.test.ts', status: 'failed', message: '' },
        assertionResults: [
          { fullName: 'adds up', status: 'failed', failureMessages: ['expected 1 to be 2'] },
          { fullName: 'adds', status: 'passed', failureMessages: [] },
        ],
      },
      { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
      { name: 'c.test.ts', status: 'passed', message: '', assertionResults: [] },
    ],
  };
  expect(failedUnitTests(report)).toEqual([
    'a.test.ts: adds up\n  expected 1 to be 2',
    'b.test.ts\n  no such module',
  ]);
});

test('a journey that failed is named wherever it stands, without the colours of a terminal and without all of a page', () => {
  const failed = {
    ...{ title: 'pays', file: 'money.ts', ok: false },
    tests: [{ results: [{ errors: [{ message: `\u001b[31mtoo late\u001b[39m${'.'.repeat(5000)}` }] }] }],
  };
  const passed = { title: 'waits', file: 'money.ts', ok: true, tests: [] };
  const report = { suites: [{ specs: [passed], suites: [{ specs: [failed] }] }] };
  const [told, ...more] = failedJourneys(report);
  expect(more).toEqual([]);
  expect(told).toMatch(/^money\.ts: pays\n {2}too late\.+$/);
  expect(told?.length).toBeLessThan(700);
});

test('a report that is missing or of another shape names nothing', () => {
  for (const report of [undefined, null, {}, { suites: 1 }]) {
    expect(failedUnitTests(report)).toEqual([]);
    expect(failedJourneys(report)).toEqual([]);
  }
});
