/** A line that both texts have, or that was taken out or put in. */
export type DifferentLine = { kind: 'same' | 'out' | 'in'; text: string };

// The table of the longest common run of lines grows with the product of both.
const MOST_LINES = 400;

/** What is different between two texts, line by line: the fewest lines out and in that lead from one to the other. */
export function difference(before: string, after: string): DifferentLine[] {
  const [old, now] = [before.split('\n').slice(0, MOST_LINES), after.split('\n').slice(0, MOST_LINES)];
  const common = commonRuns(old, now);
  const lines: DifferentLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ kind: 'same', text: old[i] ?? '' });
      i += 1;
      j += 1;
    } else if (i < old.length && (j >= now.length || run(common, i + 1, j) >= run(common, i, j + 1))) {
      lines.push({ kind: 'out', text: old[i] ?? '' });
      i += 1;
    } else {
      lines.push({ kind: 'in', text: now[j] ?? '' });
      j += 1;
    }
  }
  return lines;
}

const run = (common: number[][], i: number, j: number) => common[i]?.[j] ?? 0;

/** How many lines both have in common from each pair of places on. */
function commonRuns(old: readonly string[], now: readonly string[]): number[][] {
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row = common[i] ?? [];
    for (let j = now.length - 1; j >= 0; j -= 1)
      row[j] =
        old[i] === now[j]
          ? run(common, i + 1, j + 1) + 1
          : Math.max(run(common, i + 1, j), run(common, i, j + 1));
  }
  return common;
}
