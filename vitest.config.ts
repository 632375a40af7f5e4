import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { effort } from './testing/effort';

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    environment: 'node',
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '.next*/**', '.data/**', 'dist/**', 'e2e/**'],
    globalSetup: ['db/testing/global-setup.ts'],
    setupFiles: ['db/testing/worker-setup.ts'],
    // Each worker has a process and a database of its own, and they wait for PostgreSQL more than they compute.
    pool: 'forks',
    maxWorkers: Math.max(2, availableParallelism()),
    // A shared machine may be slow; no test asserts a duration.
    testTimeout: effort(180_000),
    hookTimeout: effort(180_000),
  },
});
