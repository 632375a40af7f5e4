import { ALERT_FROM } from '@/lib/wallet/fraud/scorecard';
import { round } from '../measure';
import { RULES, type Rule } from './baselines';
import { type Figures, figuresOf, type Played, thresholdFor } from './judge';
import type { World } from './parameters';
import { play } from './play';

const FALSE_PER_THOUSAND = 1;

/** What one seed shows. */
export type SeedFigures = {
  rows: number;
  cases: number;
  fraudRows: number;
  /** Where one honest row in a thousand rows is alerted: from PaySim's columns alone, and told of SIM swaps. */
  threshold: number;
  columns: Figures;
  told: Figures | undefined;
  /** The share of the cases after a swap that are found, without and with knowing of swaps. */
  afterSwap: { columns: number; told: number } | undefined;
  /** With the threshold that was set on the training worlds. */
  asSet: Figures;
  rules: Record<Rule, Figures>;
};

export function seedFigures(seed: number, world: World, { told: tells }: { told: boolean }): SeedFigures {
  const { columns, told, swapped } = play(seed, world, { told: tells });
  const threshold = thresholdFor(columns, FALSE_PER_THOUSAND);
  const above = (played: Played, from: number) => (row: number) => (played.scores[row] as number) > from;
  const toldFrom = told && thresholdFor(told, FALSE_PER_THOUSAND);
  const rule = (index: number) => (row: number) => (((columns.rules[row] as number) >> index) & 1) === 1;
  const { cases } = columns;
  return {
    rows: cases.length,
    cases: new Set(cases.filter((of) => of >= 0)).size,
    fraudRows: cases.filter((of) => of >= 0).length,
    threshold: round(threshold, 4),
    columns: rounded(figuresOf(columns, above(columns, threshold))),
    told: told && rounded(figuresOf(told, above(told, toldFrom as number))),
    afterSwap: told && {
      columns: found(columns, swapped, above(columns, threshold)),
      told: found(told, swapped, above(told, toldFrom as number)),
    },
    asSet: rounded(figuresOf(columns, above(columns, ALERT_FROM))),
    rules: Object.fromEntries(
      RULES.map((name, index) => [name, rounded(figuresOf(columns, rule(index)))]),
    ) as Record<Rule, Figures>,
  };
}

function found({ cases }: Played, among: ReadonlySet<number>, isAlerted: (row: number) => boolean): number {
  const alerted = new Set(cases.filter((of, row) => among.has(of) && isAlerted(row)));
  return round(alerted.size / Math.max(1, among.size), 4);
}

const rounded = (figures: Figures): Figures => ({
  falsePerThousand: round(figures.falsePerThousand, 4),
  cases: round(figures.cases, 4),
  money: round(figures.money, 4),
  precision: round(figures.precision, 4),
  saved: round(figures.saved, 0),
  moved: round(figures.moved, 0),
});
