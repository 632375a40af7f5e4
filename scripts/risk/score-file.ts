import { factsOf } from '../../lib/trust/risk/facts';
import { learn } from '../../lib/trust/risk/learn';
import { type Bounds, MemoryOfRisk } from '../../lib/trust/risk/memory';
import { newcomer } from '../../lib/trust/risk/profile';
import { scoreOf } from '../../lib/trust/risk/score';
import { rowsOf } from './rows';
import { Spool } from './spool';

/**
 * The scores of a CSV file of sign-ins, one for each row in the order of the file. The rows are judged in the order of
 * time, each by what was before it; a sign-in that failed is judged and not learned from.
 */
export async function scoresOfFile(file: string, bounds?: Bounds): Promise<Float64Array> {
  const spool = new Spool();
  try {
    for await (const row of rowsOf(file)) spool.add(row);
    return judged(spool, new MemoryOfRisk(bounds));
  } finally {
    spool.remove();
  }
}

function judged(spool: Spool, memory: MemoryOfRisk): Float64Array {
  const scores = new Float64Array(spool.count);
  for (const { index, attempt, succeeded } of spool.inOrderOfTime()) {
    const facts = factsOf(attempt);
    const profile = memory.profile(attempt.personId);
    scores[index] = scoreOf(memory.tally, profile ?? newcomer(), facts).score;
    if (succeeded) memory.write(attempt.personId, learn(memory.tally, profile, facts, { freeman: false }));
  }
  return scores;
}
