import { parseArgs } from 'node:util';
import { type Plan, type Report, runBank } from './bank';
import { isLeftOut, LEFT_OUT, type LeftOut } from './sabotage';

// npm run bench:bank                        three minutes of the bank, then each of its controls
// npm run bench:bank -- --seconds 30        a shorter day
// npm run bench:bank -- --without lock      one control alone: lock, commit, key or audit
// npm run bench:bank -- --controls          the controls alone
// npm run bench:bank -- --no-controls       the bank alone

const SHOWN = 20;
const SECONDS_OF_A_DATABASE = 36;
const SECONDS_OF_A_PROCESS = 4;
const SECONDS_OF_A_CONTROL = 15;

const { values } = parseArgs({
  allowNegative: true,
  options: {
    seconds: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    without: { type: 'string' },
    controls: { type: 'boolean' },
  },
});

const { without } = values;
if (without !== undefined) {
  if (!isLeftOut(without))
    throw new Error(`--without takes one of these: ${Object.keys(LEFT_OUT).join(', ')}.`);
  const report = await openFor(Number(values.seconds ?? SECONDS_OF_A_CONTROL), without);
  say(`The bank with ${LEFT_OUT[without]}`, report);
  process.exitCode = report.violations.length === 0 ? 0 : 1;
} else {
  const isWell = values.controls === true || (await runDay());
  const areRed = values.controls === false || (await runControls());
  process.exitCode = isWell && areRed ? 0 : 1;
}

function openFor(seconds: number, leftOut?: LeftOut): Promise<Report> {
  const plan: Plan = {
    ...{ seconds, clients: 50, processes: 4, connections: 40, seed: Number(values.seed) },
    // A control is short: more happens in it.
    databaseKills: leftOut ? 2 : Math.max(1, Math.round(seconds / SECONDS_OF_A_DATABASE)),
    appKills: Math.max(1, Math.round((seconds / SECONDS_OF_A_PROCESS) * (leftOut ? 2 : 1))),
    without: leftOut,
  };
  return runBank(plan);
}

async function runDay(): Promise<boolean> {
  const report = await openFor(Number(values.seconds ?? 180));
  say('The bank', report);
  return report.violations.length === 0;
}

/** Each of them leaves out what the bank cannot be without, and has to be found. */
async function runControls(): Promise<boolean> {
  let areRed = true;
  for (const leftOut of Object.keys(LEFT_OUT).filter(isLeftOut)) {
    const { violations } = await openFor(SECONDS_OF_A_CONTROL, leftOut);
    const isRed = violations.length > 0;
    areRed &&= isRed;
    console.log(
      `control, ${LEFT_OUT[leftOut]}: ${violations.length} violations, ${isRed ? 'as there must be' : 'AND THERE MUST BE SOME'}`,
    );
    if (isRed) console.log(`  for example: ${violations[0]}`);
  }
  return areRed;
}

function say(title: string, { deeds, refusals, violations, ...counts }: Report): void {
  const sum = (name: 'done' | 'refused' | 'unheard') =>
    Object.values(deeds).reduce((total, deed) => total + deed[name], 0);
  console.log(`${title}, seed ${values.seed}`);
  console.log(
    `operations ${sum('done') + sum('refused') + sum('unheard')}: acknowledged ${sum('done')}, refused ${sum('refused')}, never heard ${sum('unheard')}`,
  );
  for (const [name, { done, refused, unheard }] of Object.entries(deeds).toSorted())
    console.log(`  ${name}: acknowledged ${done}, refused ${refused}, never heard ${unheard}`);
  console.log(`refused because: ${listOf(refusals)}`);
  console.log(`requests ${counts.asked}, of them asked again with the same key ${counts.again}`);
  console.log(
    `faults: processes of the app killed ${counts.appKills}, PostgreSQL killed ${counts.databaseKills}, answers lost ${counts.answersLost}`,
  );
  console.log(`violations ${violations.length}`);
  for (const violation of violations.slice(0, SHOWN)) console.log(`  ${violation}`);
}

function listOf(counts: Record<string, number>): string {
  const sorted = Object.entries(counts).toSorted(([, one], [, other]) => other - one);
  return sorted.map(([name, count]) => `${name} ${count}`).join(', ') || 'nothing was';
}
