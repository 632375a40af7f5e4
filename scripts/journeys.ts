import { spawn } from 'node:child_process';
import { requireBrowser } from './browser';
import { layGround } from './journey-ground';
import { requireBuild } from './production-build';
import { openStage } from './stage';

/** As many as go at once, each half on a stage of its own: a journey waits more than it computes. */
const STAGES = 2;

requireBrowser();
await requireBuild();
const args = process.argv.slice(2);
process.exitCode = await (args.length > 0 ? onOneStage(args) : onAllStages());

/** Runs the journeys that the arguments name. Gives Playwright's exit code. */
async function onOneStage(named: string[]): Promise<number> {
  const stage = await openStage(layGround);
  try {
    const code = await run('playwright', ['test', ...named], { NGAO_JOURNEY_URL: stage.url });
    if (code !== 0) console.log(`What the server said meanwhile:\n${stage.said()}`);
    return code;
  } finally {
    await stage.close();
  }
}

/** Runs all journeys, side by side. Gives 0 where all of them passed. */
async function onAllStages(): Promise<number> {
  const parts = Array.from({ length: STAGES }, (_, part) => String(part + 1));
  const codes = await Promise.all(
    parts.map((part) =>
      run('tsx', ['scripts/journeys.ts', `--shard=${part}/${STAGES}`], { NGAO_JOURNEY_PART: part }),
    ),
  );
  return Math.max(...codes);
}

/** Runs a program to its end. Gives its exit code. */
function run(program: string, given: string[], variables: Record<string, string>): Promise<number> {
  const child = spawn(program, given, {
    env: { ...process.env, ...variables },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((ended, failed) => {
    child.on('error', failed).on('close', (code) => ended(code ?? 1));
  });
}
