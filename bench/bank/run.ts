import { parseArgs } from 'node:util';
import { runBank } from './bank';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '180' },
    without: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const seconds = Number(values.seconds);
const report = await runBank({
  seconds,
  clients: 50,
  processes: 3,
  connections: 36,
  databaseKills: Math.max(1, Math.round(seconds / 36)),
  appLivesMs: 12_000,
  seed: Number(values.seed),
  without: values.without as never,
});
console.log(
  JSON.stringify(
    { ...report, violations: report.violations.slice(0, 20), n: report.violations.length },
    null,
    1,
  ),
);
process.exitCode = report.violations.length ? 1 : 0;
