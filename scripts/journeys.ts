import { spawn } from 'node:child_process';
import { requireBrowser } from './browser';
import { layGround } from './journey-ground';
import { requireBuild } from './production-build';
import { openStage } from './stage';

requireBrowser();
await requireBuild();
const stage = await openStage(layGround);
try {
  process.exitCode = await playwright(process.argv.slice(2), {
    ...process.env,
    NGAO_JOURNEY_URL: stage.url,
  });
} finally {
  await stage.close();
}

/** Runs the journeys, those that the arguments name or all; gives Playwright's exit code. */
function playwright(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn('playwright', ['test', ...args], {
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((ended, failed) => {
    child.on('error', failed).on('close', (code) => ended(code ?? 1));
  });
}
