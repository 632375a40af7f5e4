import { Watch } from '@/scripts/fraud/watch';
import { Baselines } from './baselines';
import { generate } from './generate';
import type { Played } from './judge';
import type { World } from './parameters';

/** What a seed shows: scored from PaySim's columns alone, and told of SIM swaps beside them. */
export type Shown = { columns: Played; told: Played | undefined; swapped: Set<number> };

/** Plays a world and scores each row before its deed, as `fraud:score` does. */
export function play(seed: number, world: World, { told: tells }: { told: boolean }): Shown {
  const columns: number[] = [];
  const told: number[] = [];
  const cases: number[] = [];
  const amounts: number[] = [];
  const rules: number[] = [];
  const swapped = new Set<number>();
  const baselines = new Baselines(world.scale);
  const blind = new Watch();
  const knowing = new Watch();
  for (const row of generate(seed, world)) {
    columns.push(blind.score({ ...row, hoursSinceSwap: null }));
    if (tells) told.push(knowing.score(row));
    cases.push(row.fraudCase);
    amounts.push(row.amount);
    rules.push(baselines.see(row));
    if (row.fraudCase >= 0 && row.hoursSinceSwap !== null) swapped.add(row.fraudCase);
  }
  const shared = {
    cases: Int32Array.from(cases),
    amounts: Float64Array.from(amounts),
    rules: Uint8Array.from(rules),
  };
  return {
    columns: { ...shared, scores: Float64Array.from(columns) },
    told: tells ? { ...shared, scores: Float64Array.from(told) } : undefined,
    swapped,
  };
}
