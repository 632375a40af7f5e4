import { FEATURES, type Feature, type FeatureCode } from '@/lib/wallet/fraud/features';
import type { Scorecard } from '@/lib/wallet/fraud/scorecard';

/** Deeds to learn from: their bins by feature, whether they were fraud, and how many deeds each stands for. */
export type Lessons = {
  codes: readonly FeatureCode[];
  bins: Uint8Array[];
  fraud: Uint8Array;
  weights: Float64Array;
};

const ROUNDS = 120;
const RATE = 0.25;
/** So many deeds' worth of doubt on each bin, and the most that one bin may add. */
const DOUBT = 4;
const MOST_POINTS = 4;

type Part = {
  name: string;
  first: number;
  second: number;
  sizes: [number, number];
  points: Float64Array;
  cells: Uint16Array;
};

/**
 * Learns an additive card by boosting one part after the other in small steps (a generalised additive model with chosen
 * pairs). Where a feature may only raise the score, the points of its bins are made to rise after each step.
 */
export function boosted(
  lessons: Lessons,
  pairs: readonly (readonly [FeatureCode, FeatureCode])[],
): Scorecard {
  const parts = [
    ...lessons.codes.map((_, index) => partOf(lessons, index, -1)),
    ...pairs.map(([first, second]) =>
      partOf(lessons, lessons.codes.indexOf(first), lessons.codes.indexOf(second)),
    ),
  ];
  const count = lessons.fraud.length;
  let all = 0;
  let frauds = 0;
  for (let row = 0; row < count; row++) {
    all += lessons.weights[row] as number;
    frauds += (lessons.fraud[row] as number) * (lessons.weights[row] as number);
  }
  const start = Math.log(frauds / (all - frauds));
  const evidence = new Float64Array(count).fill(start);
  for (let round = 0; round < ROUNDS; round++) for (const part of parts) step(lessons, part, evidence);
  return cardOf(lessons, parts, start);
}

const sizeOf = (code: FeatureCode): number => FEATURES[code].edges.length + 2;

function partOf({ codes, bins }: Lessons, first: number, second: number): Part {
  const sizes: [number, number] = [
    sizeOf(codes[first] as FeatureCode),
    second < 0 ? 1 : sizeOf(codes[second] as FeatureCode),
  ];
  const a = bins[first] as Uint8Array;
  const b = bins[second];
  const cells = Uint16Array.from(a, (bin, row) => bin * sizes[1] + (b?.[row] ?? 0));
  const name = second < 0 ? `${codes[first]}` : `${codes[first]}*${codes[second]}`;
  return { name, first, second, sizes, points: new Float64Array(sizes[0] * sizes[1]), cells };
}

function step(lessons: Lessons, part: Part, evidence: Float64Array): void {
  const { fraud, weights } = lessons;
  const { points, cells } = part;
  const slope = new Float64Array(points.length);
  const curve = new Float64Array(points.length);
  for (let row = 0; row < cells.length; row++) {
    const likely = 1 / (1 + Math.exp(-(evidence[row] as number)));
    const weight = weights[row] as number;
    const cell = cells[row] as number;
    slope[cell] = (slope[cell] as number) + weight * ((fraud[row] as number) - likely);
    curve[cell] = (curve[cell] as number) + weight * likely * (1 - likely);
  }
  const next = points.map((now, cell) => {
    const towards = ((slope[cell] as number) - DOUBT * 0.02 * now) / ((curve[cell] as number) + DOUBT);
    return clamped(now + RATE * Math.max(-2, Math.min(2, towards)));
  });
  inOrder(lessons, part, next, curve);
  const moved = next.map((now, cell) => now - (points[cell] as number));
  part.points = next;
  for (let row = 0; row < cells.length; row++)
    evidence[row] = (evidence[row] as number) + (moved[cells[row] as number] as number);
}

const clamped = (points: number): number => Math.max(-MOST_POINTS, Math.min(MOST_POINTS, points));

/** Makes the points rise along each feature that only raises the score; the bin for unknown stands apart. */
function inOrder({ codes }: Lessons, part: Part, points: Float64Array, curve: Float64Array): void {
  const [height, width] = part.sizes;
  const only = (index: number) => (FEATURES[codes[index] as FeatureCode] as Feature | undefined)?.only;
  const line = (from: number, by: number, count: number, way: 'up' | 'down' | undefined) => {
    if (!way) return;
    const cells = Array.from({ length: count }, (_, index) => from + index * by);
    pooled(way === 'up' ? cells : cells.reverse(), points, curve);
  };
  // Rising along both sides needs a few turns, since a turn along one may break the other.
  for (let turn = 0; turn < (part.second < 0 ? 1 : 4); turn++) {
    for (let column = 0; column < width; column++) line(width + column, width, height - 1, only(part.first));
    if (part.second >= 0)
      for (let row = 0; row < height; row++) line(row * width + 1, 1, width - 1, only(part.second));
  }
}

/** Neighbours that fall are given their common mean (pool adjacent violators). */
function pooled(cells: readonly number[], points: Float64Array, curve: Float64Array): void {
  const pools: { mean: number; weight: number; count: number }[] = [];
  for (const cell of cells) {
    pools.push({ mean: points[cell] as number, weight: (curve[cell] as number) + 1, count: 1 });
    for (let last = pools.length - 1; last > 0; last--) {
      const [above, below] = [pools[last] as (typeof pools)[0], pools[last - 1] as (typeof pools)[0]];
      if (below.mean <= above.mean) break;
      const weight = above.weight + below.weight;
      below.mean = (above.mean * above.weight + below.mean * below.weight) / weight;
      below.weight = weight;
      below.count += above.count;
      pools.pop();
    }
  }
  let index = 0;
  for (const { mean, count } of pools)
    for (let taken = 0; taken < count; taken++) points[cells[index++] as number] = mean;
}

function cardOf({ codes, weights, fraud }: Lessons, parts: readonly Part[], start: number): Scorecard {
  const card: Scorecard = { base: start, features: {}, pairs: {} };
  for (const { name, second, sizes, points, cells } of parts) {
    // Points count from the mean of honest deeds, so that a reason says how a deed differs from those.
    let sum = 0;
    let all = 0;
    for (let row = 0; row < cells.length; row++) {
      if (fraud[row] === 1) continue;
      sum += (weights[row] as number) * (points[cells[row] as number] as number);
      all += weights[row] as number;
    }
    card.base += sum / all;
    const shown = Array.from(points, (of) => Math.round((of - sum / all) * 1_000) / 1_000);
    if (second < 0) card.features[name as (typeof codes)[number]] = shown;
    else
      card.pairs[name] = Array.from({ length: sizes[0] }, (_, row) =>
        shown.slice(row * sizes[1], (row + 1) * sizes[1]),
      );
  }
  card.base = Math.round(card.base * 1_000) / 1_000;
  return card;
}
