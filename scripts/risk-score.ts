/**
 * `npm run --silent risk:score -- FILE` judges the sign-ins of a CSV file with the columns of the public login data set for
 * risk-based authentication, in the order of time, whatever the order of the rows. It prints one number for each row, in
 * the order of the file's rows and without a header: the score of 0 to 100, the higher the riskier. A row whose `Login Successful`
 * is false is scored and not learned from.
 *
 * A row costs 28 bytes of memory and its text on the disk until the run ends. What is learned is bounded: 32 places and
 * devices of a person, a million of all people, 300 000 people and 400 000 tallies (lib/trust/risk/memory.ts); the faintest,
 * those who have been away the longest and the rarest are forgotten first.
 */
import { once } from 'node:events';
import { BadFile } from './risk/rows';
import { scoresOfFile } from './risk/score-file';

const LINES_AT_ONCE = 10_000;
/** Enough for scores near 0 and near 100 to stay apart, and never in the form 1e-7. */
const PLACES = 12;

const [file, ...more] = process.argv.slice(2);
try {
  if (!file || more.length > 0) throw new BadFile('Say which file: npm run --silent risk:score -- FILE');
  await print(await scoresOfFile(file));
} catch (error) {
  if (!(error instanceof BadFile)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function print(scores: Float64Array): Promise<void> {
  for (let from = 0; from < scores.length; from += LINES_AT_ONCE) {
    const lines = Array.from(scores.subarray(from, from + LINES_AT_ONCE), (score) => score.toFixed(PLACES));
    if (!process.stdout.write(`${lines.join('\n')}\n`)) await once(process.stdout, 'drain');
  }
}
