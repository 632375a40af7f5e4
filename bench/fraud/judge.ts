/**
 * What was played, by row: the score, the case that the row belongs to (−1: honest), its amount, and the rules that
 * alert it.
 */
export type Played = {
  scores: Float64Array;
  cases: Int32Array;
  amounts: Float64Array;
  rules: Uint8Array;
};

export type Figures = {
  /** Alerted honest rows for each thousand rows. */
  falsePerThousand: number;
  /** The share of cases of which any row is alerted. */
  cases: number;
  /** The share of the money: what rows of a case move from its first alert on, that row included. */
  money: number;
  /** The share of alerted rows that are of a case. */
  precision: number;
  saved: number;
  moved: number;
};

/** The score above which no more than so many honest rows in a thousand rows lie; with ties, fewer. */
export function thresholdFor(
  { scores, cases }: Pick<Played, 'scores' | 'cases'>,
  perThousand: number,
): number {
  const honest = scores.filter((_, row) => (cases[row] as number) < 0).sort();
  const allowed = Math.floor((scores.length * perThousand) / 1_000);
  return honest[honest.length - 1 - allowed] ?? Number.NEGATIVE_INFINITY;
}

/** What alerts give: a case is found when any of its rows is alerted, and saves what moves from its first alert on. */
export function figuresOf(
  played: Pick<Played, 'cases' | 'amounts'>,
  isAlerted: (row: number) => boolean,
): Figures {
  const { cases, amounts } = played;
  const seen = new Set<number>();
  const found = new Set<number>();
  let [alerts, wrong, moved, saved] = [0, 0, 0, 0];
  for (let row = 0; row < cases.length; row++) {
    const of = cases[row] as number;
    const alerted = isAlerted(row);
    if (alerted) alerts++;
    if (of < 0) {
      if (alerted) wrong++;
      continue;
    }
    seen.add(of);
    moved += amounts[row] as number;
    if (alerted) found.add(of);
    if (found.has(of)) saved += amounts[row] as number;
  }
  return {
    falsePerThousand: (wrong * 1_000) / cases.length,
    cases: found.size / seen.size,
    money: saved / moved,
    precision: alerts > 0 ? (alerts - wrong) / alerts : 0,
    saved,
    moved,
  };
}
