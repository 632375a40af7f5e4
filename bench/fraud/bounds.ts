import { median, round } from '../measure';
import type { SeedFigures } from './seed-figures';

export type Bound = { says: string; measured: string; held: boolean };

/** What is asked for: medians over the unseen seeds, at one false alert for each thousand rows. */
export const FEWEST = { seeds: 10, cases: 500, foundCases: 0.9, foundMoney: 0.75 } as const;

/** The bounds hold from PaySim's columns alone; being told of swaps may only help. */
export function boundsOf(seeds: readonly SeedFigures[]): Bound[] {
  return [
    {
      says: `seeds that nothing was learned from: at least ${FEWEST.seeds}, each of at least ${FEWEST.cases} cases`,
      measured: `${seeds.length} seeds of ${Math.min(...seeds.map(({ cases }) => cases))} cases and more`,
      held: seeds.length >= FEWEST.seeds && seeds.every(({ cases }) => cases >= FEWEST.cases),
    },
    most(seeds),
    least('share of the cases found', seeds, FEWEST.foundCases, ({ columns }) => columns.cases),
    least('share of the money saved', seeds, FEWEST.foundMoney, ({ columns }) => columns.money),
  ];
}

function least(
  what: string,
  seeds: readonly SeedFigures[],
  bound: number,
  of: (seed: SeedFigures) => number,
): Bound {
  const { median: middle, least: low, most: high } = spanOf(seeds.map(of));
  return {
    says: `${what}, median: at least ${bound}`,
    measured: `${middle} (${low} to ${high})`,
    held: middle >= bound,
  };
}

function most(seeds: readonly SeedFigures[]): Bound {
  const highest = Math.max(...seeds.map(({ columns }) => columns.falsePerThousand));
  return {
    says: 'false alerts for each thousand rows: at most 1',
    measured: `${round(highest, 4)}`,
    held: highest <= 1,
  };
}

/** Median, least and most of the figures of the seeds. */
export function spanOf(figures: readonly number[]): { median: number; least: number; most: number } {
  const sorted = [...figures].sort((a, b) => a - b);
  const half = sorted.length / 2;
  // Of an even number of figures the median lies between the two in the middle.
  const middle = Number.isInteger(half)
    ? ((sorted[half - 1] ?? Number.NaN) + (sorted[half] ?? Number.NaN)) / 2
    : median(sorted);
  return {
    median: round(middle, 4),
    least: round(sorted[0] ?? Number.NaN, 4),
    most: round(sorted[sorted.length - 1] ?? Number.NaN, 4),
  };
}
