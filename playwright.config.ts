import { defineConfig } from '@playwright/test';
import { requireBrowser } from './scripts/browser';

export default defineConfig({
  testDir: 'e2e/journeys',
  testMatch: '**/*.ts',
  outputDir: 'test-results/journeys',
  // The people of the demo have one telephone each, so journeys take turns.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // A shared machine may be slow; no journey asserts a duration.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/journeys.json' }]],
  use: {
    actionTimeout: 30_000,
    baseURL: process.env.NGAO_JOURNEY_URL,
    launchOptions: requireBrowser(),
    locale: 'en-GB',
    timezoneId: 'Africa/Kigali',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
