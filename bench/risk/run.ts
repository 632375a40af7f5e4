/**
 * `npm run bench:risk` plays a year of sign-ins and attacks on five seeds that nothing was tuned on, holds our model
 * against Freeman's at the same share of blocked attackers, and writes results.json and prompts.svg beside itself. It
 * ends with 1 where a bound was not held. `npm run bench:risk -- tuning` does the same on the tuning seeds and writes
 * nothing.
 */
import { writeFileSync } from 'node:fs';
import { machine, round } from '../measure';
import { boundsOf } from './bounds';
import { figuresOf } from './figures';
import { ATTACK, TEST_SEEDS, TUNING_SEEDS } from './parameters';
import { play } from './play';
import { plotOf } from './plot';

const tuning = process.argv[2] === 'tuning';
const seeds = tuning ? TUNING_SEEDS : TEST_SEEDS;
const begun = performance.now();
const figures = seeds.map((seed) => {
  const of = figuresOf(play(seed));
  for (const { blocked, promptsBy12, ratio } of of.compared)
    console.log(
      `seed ${seed}, ${blocked} blocked: prompts by 12 ${JSON.stringify(promptsBy12)}, ratio ${JSON.stringify(ratio)}`,
    );
  console.log(`seed ${seed}, very targeted: prompted ${JSON.stringify(of.veryTargeted)}`);
  return of;
});
const bounds = boundsOf(figures);
for (const { says, measured, held } of bounds)
  console.log(`${held ? 'held    ' : 'NOT HELD'} ${says}: ${measured}`);
const failed = bounds.filter(({ held }) => !held).length;
console.log(failed === 0 ? 'Every bound was held.' : `${failed} bounds were not held.`);
if (!tuning) write();
process.exitCode = failed === 0 ? 0 : 1;

function write(): void {
  const perSeed = Object.fromEntries(
    figures.map(({ compared, ...rest }, index) => [
      seeds[index],
      { ...rest, compared: compared.map(({ curve: _curve, ...figuresOfIt }) => figuresOfIt) },
    ]),
  );
  const results = {
    at: new Date().toISOString(),
    machine: machine(),
    seconds: round((performance.now() - begun) / 1_000, 0),
    attackerOnTheirNetwork: ATTACK.onTheirNetwork,
    bounds,
    perSeed,
  };
  writeFileSync('bench/risk/results.json', `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync('bench/risk/prompts.svg', plotOf(figures));
}
