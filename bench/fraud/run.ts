/**
 * `npm run bench:fraud` plays ten worlds that nothing was learned from, scores each row as `fraud:score` does, and holds
 * the model at one false alert for each thousand rows against PaySim's own flag and two rules. It then plays worlds that
 * differ in one thing each, prints everything and writes it to results.json beside itself. It ends with 1 where a bound
 * was not held. `npm run bench:fraud -- tuning` plays two other seeds and writes nothing.
 *
 * A case is a victim, their mules and all rows of the theft. It is found when any of its rows is alerted; the money
 * saved is what the alerted row and those of the case after it would have moved. A world takes some ten seconds.
 */
import { writeFileSync } from 'node:fs';
import { ALERT_FROM } from '@/lib/wallet/fraud/scorecard';
import { machine, round } from '../measure';
import { RULES } from './baselines';
import { boundsOf, spanOf } from './bounds';
import type { Figures } from './judge';
import { BASE, TEST_SEEDS } from './parameters';
import { type SeedFigures, seedFigures } from './seed-figures';
import { VARIANTS } from './variants';

const TUNING_SEEDS = [901, 902];
const VARIANT_SEED = 3001;
/** On so many of the seeds the model is also told of SIM swaps, which takes as long again. */
const TOLD_SEEDS = 2;
/** Published: of the 8 213 fraud rows of the data set on Kaggle PaySim's flag marks 16. */
const PUBLISHED_FLAG = { flagged: 16, fraudRows: 8_213 };

const tuning = process.argv[2] === 'tuning';
const begun = performance.now();
const seeds = tuning ? TUNING_SEEDS : TEST_SEEDS;
const perSeed = seeds.map((seed, index) => {
  const figures = seedFigures(seed, BASE, { told: index < TOLD_SEEDS });
  say(`seed ${seed}`, figures.columns);
  return figures;
});
const variants = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, world]) => {
    const { columns, rules } = seedFigures(VARIANT_SEED, world, { told: false });
    say(name, columns);
    return [name, { model: columns, takesEverything: rules.takesEverything }];
  }),
);
const summary = {
  model: spansOf(perSeed.map(({ columns }) => columns)),
  modelToldOfSwaps: spansOf(perSeed.flatMap(({ told }) => told ?? [])),
  modelAtItsOwnThreshold: spansOf(perSeed.map(({ asSet }) => asSet)),
  ...Object.fromEntries(RULES.map((rule) => [rule, spansOf(perSeed.map(({ rules }) => rules[rule]))])),
};
for (const [name, { cases, money, precision, falsePerThousand }] of Object.entries(summary))
  console.log(
    `${name}: cases ${cases.median}, money ${money.median}, precision ${precision.median}, false per thousand ${falsePerThousand.median} (medians)`,
  );
const bounds = boundsOf(perSeed);
for (const { says, measured, held } of bounds)
  console.log(`${held ? 'held    ' : 'NOT HELD'} ${says}: ${measured}`);
const failed = bounds.filter(({ held }) => !held).length;
if (!tuning) write();
process.exitCode = failed === 0 ? 0 : 1;

function say(name: string, { cases, money, precision }: Figures): void {
  console.log(`${name}: cases ${cases}, money ${money}, precision ${precision}`);
}

function spansOf(figures: readonly Figures[]) {
  const span = (of: (one: Figures) => number) => spanOf(figures.map(of));
  return {
    cases: span(({ cases }) => cases),
    money: span(({ money }) => money),
    precision: span(({ precision }) => precision),
    falsePerThousand: span(({ falsePerThousand }) => falsePerThousand),
    saved: span(({ saved }) => saved),
  };
}

function write(): void {
  const results = {
    at: new Date().toISOString(),
    machine: machine(),
    seconds: round((performance.now() - begun) / 1_000, 0),
    repeat: 'npm run bench:fraud',
    bounds,
    publishedFlag: PUBLISHED_FLAG,
    alertFrom: ALERT_FROM,
    summary,
    variants,
    perSeed: Object.fromEntries(
      perSeed.map((figures, index): [number, SeedFigures] => [seeds[index] as number, figures]),
    ),
  };
  writeFileSync('bench/fraud/results.json', `${JSON.stringify(results, null, 2)}\n`);
}
