import type { Tree } from '@/lib/wallet/fraud/scorecard';

/** Deeds to learn from: their bins by feature, what is wrong with what is believed of each so far, and how much that curves. */
export type Ground = {
  bins: readonly Uint8Array[];
  slopes: Float64Array;
  curves: Float64Array;
  /** 1 for features that may only raise the score. */
  rising: readonly boolean[];
};

const LEAVES = 16;
const DEEPEST = 6;
const FEWEST_ROWS = 20;
const DOUBT = 5;
/** No feature has more bins than this. */
const BINS = 24;

type Range = { low: number; high: number };
type Sums = { slope: number; curve: number; rows: number };
type Split = { feature: number; bin: number; gain: number; left: number; right: number };
type Leaf = Range & {
  node: number;
  depth: number;
  rows: Int32Array;
  sums: Sums;
  value: number;
  best: Split | undefined;
};

/** One small tree, grown where it gains the most, leaf by leaf. */
export function grow(ground: Ground, rows: Int32Array): Tree {
  const tree: Tree = { feature: [-1], bin: [0], left: [0], value: [0] };
  const sums = sumsOf(ground, rows);
  const range = { low: -4, high: 4 };
  const root: Leaf = {
    ...range,
    node: 0,
    depth: 0,
    rows,
    sums,
    value: leafValue(sums, range),
    best: undefined,
  };
  tree.value[0] = root.value;
  root.best = bestSplit(ground, root);
  const leaves = [root];
  while (leaves.length < LEAVES) {
    let next: Leaf | undefined;
    for (const leaf of leaves) if (leaf.best && leaf.best.gain > (next?.best?.gain ?? 1e-6)) next = leaf;
    if (!next?.best) break;
    leaves.splice(leaves.indexOf(next), 1, ...divided(ground, tree, next, next.best));
  }
  return tree;
}

function divided(ground: Ground, tree: Tree, leaf: Leaf, { feature, bin, left, right }: Split): Leaf[] {
  const bins = ground.bins[feature] as Uint8Array;
  const at = tree.feature.length;
  tree.feature[leaf.node] = feature;
  tree.bin[leaf.node] = bin;
  tree.left[leaf.node] = at;
  const middle = (left + right) / 2;
  const rises = ground.rising[feature];
  return [
    {
      rows: leaf.rows.filter((row) => (bins[row] as number) < bin),
      low: leaf.low,
      high: rises ? middle : leaf.high,
      value: left,
    },
    {
      rows: leaf.rows.filter((row) => (bins[row] as number) >= bin),
      low: rises ? middle : leaf.low,
      high: leaf.high,
      value: right,
    },
  ].map((side, index) => {
    const node = at + index;
    tree.feature[node] = -1;
    tree.bin[node] = 0;
    tree.left[node] = 0;
    tree.value[node] = side.value;
    const sums = sumsOf(ground, side.rows);
    const made: Leaf = { ...side, node, depth: leaf.depth + 1, sums, best: undefined };
    made.best = bestSplit(ground, made);
    return made;
  });
}

function bestSplit(ground: Ground, leaf: Leaf): Split | undefined {
  if (leaf.depth >= DEEPEST || leaf.rows.length < 2 * FEWEST_ROWS) return undefined;
  let best: Split | undefined;
  for (const [feature, bins] of ground.bins.entries()) {
    const histogram = histogramOf(ground, leaf.rows, bins);
    const left = { slope: 0, curve: 0, rows: 0 };
    for (let bin = 1; bin < BINS; bin++) {
      left.slope += histogram[3 * bin - 3] as number;
      left.curve += histogram[3 * bin - 2] as number;
      left.rows += histogram[3 * bin - 1] as number;
      const split = splitAt(leaf, left, ground.rising[feature] === true);
      if (split && split.gain > (best?.gain ?? 0)) best = { ...split, feature, bin };
    }
  }
  return best;
}

function splitAt(leaf: Leaf, left: Sums, rises: boolean): Omit<Split, 'feature' | 'bin'> | undefined {
  const { sums } = leaf;
  const right = {
    slope: sums.slope - left.slope,
    curve: sums.curve - left.curve,
    rows: sums.rows - left.rows,
  };
  if (left.rows < FEWEST_ROWS || right.rows < FEWEST_ROWS) return undefined;
  const [below, above] = [leafValue(left, leaf), leafValue(right, leaf)];
  if (rises && below > above) return undefined;
  const gain = gainOf(left, below) + gainOf(right, above) - gainOf(sums, leaf.value);
  return { gain, left: below, right: above };
}

function histogramOf({ slopes, curves }: Ground, rows: Int32Array, bins: Uint8Array): Float64Array {
  const histogram = new Float64Array(3 * BINS);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as number;
    const at = 3 * (bins[row] as number);
    histogram[at] = (histogram[at] as number) + (slopes[row] as number);
    histogram[at + 1] = (histogram[at + 1] as number) + (curves[row] as number);
    histogram[at + 2] = (histogram[at + 2] as number) + 1;
  }
  return histogram;
}

function sumsOf({ slopes, curves }: Ground, rows: Int32Array): Sums {
  const sums = { slope: 0, curve: 0, rows: rows.length };
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as number;
    sums.slope += slopes[row] as number;
    sums.curve += curves[row] as number;
  }
  return sums;
}

const leafValue = ({ slope, curve }: Sums, { low, high }: Range): number =>
  Math.max(low, Math.min(high, slope / (curve + DOUBT)));

const gainOf = ({ slope, curve }: Sums, value: number): number =>
  2 * slope * value - (curve + DOUBT) * value * value;
