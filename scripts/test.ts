import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Count, closingLine, countJourneys, countUnitTests, NOTHING, sum } from './test-count';
import { failedJourneys, failedUnitTests } from './test-failures';

const REPORTS = 'test-results';
const UNIT_REPORT = join(REPORTS, 'unit.json');
const ATTACK_REPORT = join(REPORTS, 'attacks.json');
const JOURNEY_REPORTS = join(REPORTS, 'journeys-*.json');

type Step = { name: string; programs: string[][]; count?: () => Count; failures?: () => string[] };

const vitest = (reportFile: string, ...args: string[]) => [
  ...['vitest', 'run', ...args],
  ...['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
];

// Cheap and telling first: a step that fails ends the run.
const STEPS: Step[] = [
  { name: 'format and lint', programs: [['biome', 'check', '.']] },
  {
    name: 'types',
    programs: [
      ['next', 'typegen'],
      ['tsc', '--noEmit'],
    ],
  },
  { name: 'who imports whom', programs: [['npm', 'run', '--silent', 'rooms']] },
  { name: 'dead code', programs: [['knip', '--no-progress']] },
  {
    name: 'unit and integration tests',
    programs: [vitest(UNIT_REPORT)],
    count: () => countUnitTests(report(UNIT_REPORT)),
    failures: () => failedUnitTests(report(UNIT_REPORT)),
  },
  { name: 'production build', programs: [['npm', 'run', '--silent', 'build']] },
  {
    name: 'attacks on what was built',
    programs: [vitest(ATTACK_REPORT, '--config', 'e2e/attacks/vitest.config.ts')],
    count: () => countUnitTests(report(ATTACK_REPORT)),
    failures: () => failedUnitTests(report(ATTACK_REPORT)),
  },
  {
    name: 'journeys in a browser',
    programs: [['tsx', 'scripts/journeys.ts']],
    count: () =>
      globSync(JOURNEY_REPORTS)
        .map((file) => countJourneys(report(file)))
        .reduce(sum, NOTHING),
    failures: () => globSync(JOURNEY_REPORTS).flatMap((file) => failedJourneys(report(file))),
  },
];

const environment: NodeJS.ProcessEnv = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: '1',
  NGAO_TYPES_CHECKED: '1',
  NO_COLOR: '1',
  ...(process.argv.includes('--deep') ? { NGAO_TEST_DEEP: '1' } : {}),
};

let running: ReturnType<typeof spawn> | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    running?.kill(signal);
    process.exitCode = 1;
  });
}

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
const { passed, failed } = await runAll();
console.log(closingLine({ passed, failed }));
if (failed > 0) process.exitCode = 1;

async function runAll(): Promise<Count> {
  let total = NOTHING;
  for (const step of STEPS) {
    const started = Date.now();
    const { succeeded, output } = await runStep(step);
    const counted = step.count?.() ?? NOTHING;
    // A check that is no test, or a test run that died before it could count, is one failure.
    const count = succeeded ? counted : sum(counted, { passed: 0, failed: counted.failed > 0 ? 0 : 1 });
    total = sum(total, count);
    const tests = step.count ? `, ${closingLine(count)}` : '';
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(`${succeeded ? 'ok    ' : 'FAILED'}  ${step.name} (${seconds} s${tests})`);
    if (!succeeded) {
      console.log(output);
      // Once more and in short, where whoever reads the end of a long log finds it.
      console.log(step.failures?.().join('\n\n') ?? '');
      return total;
    }
  }
  return total;
}

async function runStep({ programs }: Step): Promise<{ succeeded: boolean; output: string }> {
  let output = '';
  for (const [program = '', ...args] of programs) {
    const code = await new Promise<number | null>((ended, failed) => {
      running = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
      running.stdout?.on('data', (chunk) => (output += chunk));
      running.stderr?.on('data', (chunk) => (output += chunk));
      running.on('error', failed).on('close', ended);
    });
    if (code !== 0) return { succeeded: false, output };
  }
  return { succeeded: true, output };
}

function report(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
