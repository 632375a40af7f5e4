import { defineConfig } from '@playwright/test';
import { requireBrowser } from './scripts/browser';

// Journeys are walked in parts side by side, and each part leaves its own results.
const part = process.env.NGAO_JOURNEY_PART ?? '1';

export default defineConfig({
  testDir: 'e2e/journeys',
  testMatch: '**/*.ts',
  outputDir: `test-results/journeys-${part}`,
  // The people of a stage have one telephone each, so its journeys take turns.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // A shared machine may be slow; no journey asserts a duration.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: `test-results/journeys-${part}.json` }]],
  use: {
    actionTimeout: 30_000,
    baseURL: process.env.NGAO_JOURNEY_URL,
    launchOptions: requireBrowser(),
    locale: 'en-GB',
    timezoneId: 'Africa/Kigali',
    // Without its film: to paint that costs more than many a journey, and what stood on the page is in it as well.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
});
