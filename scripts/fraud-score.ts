/**
 * `npm run --silent fraud:score -- FILE` scores the deeds of a CSV file with PaySim's columns in the order of its rows
 * ("-" reads what is piped in). It prints one number for each row, as they come and without a header: how likely the deed is
 * fraud, 0 to 1. Of a row it uses what is known before the deed; new balances and labels are not looked at.
 *
 * Memory is bounded whatever the file: 524 288 wallets and four million pairs of payer and payee are remembered, those
 * unused the longest are forgotten first (scripts/fraud/wallets.ts).
 */
import { once } from 'node:events';
import { BadFile } from './fraud/lines';
import { rowsOf } from './fraud/rows';
import { Watch } from './fraud/watch';

/** Enough for scores near 0 and near 1 to stay apart, and never in the form 1e-7. */
const PLACES = 12;

// Whoever reads our numbers may have seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const [file, ...more] = process.argv.slice(2);
try {
  if (!file || more.length > 0) throw new BadFile('Say which file: npm run --silent fraud:score -- FILE');
  await print(file);
} catch (error) {
  if (!(error instanceof BadFile)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function print(from: string): Promise<void> {
  const watch = new Watch();
  for await (const rows of rowsOf(from)) {
    const scores = rows.map((row) => `${watch.score(row).toFixed(PLACES)}\n`);
    if (scores.length > 0 && !process.stdout.write(scores.join(''))) await once(process.stdout, 'drain');
  }
}
