import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { effort } from '../../testing/effort';

/** The attacks on the built product: they need its build and a running server, and take turns at it. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve: { alias: { '@': fileURLToPath(new URL('../..', import.meta.url)) } },
  test: {
    environment: 'node',
    include: ['e2e/attacks/*.test.ts'],
    globalSetup: ['e2e/attacks/global-setup.ts'],
    setupFiles: ['e2e/attacks/file-setup.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: effort(180_000),
    hookTimeout: effort(300_000),
  },
});
