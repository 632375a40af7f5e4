import { FEATURES, type Feature, type FeatureCode } from '@/lib/wallet/fraud/features';
import type { Scorecard, Tree } from '@/lib/wallet/fraud/scorecard';
import { Chance } from '../risk/chance';
import { grow } from './grow';

/** Deeds to learn from: their bins by feature, whether they were fraud, and how many deeds each stands for. */
export type Lessons = {
  codes: readonly FeatureCode[];
  bins: readonly Uint8Array[];
  fraud: Uint8Array;
  weights: Float32Array;
};

const TREES = 120;
const RATE = 0.14;
/**
 * A tree looks at every deed that is judged wrongly by so much, and at others the less often the less they are off, but
 * never less often than this. Those that it looks at stand for the others, so that what it learns leans to no side.
 */
const SURELY_FROM = 0.02;
const SELDOM = 0.04;

/** Learns a card by gradient boosting: each small tree mends what those before it got wrong. */
export function boosted({ codes, bins, fraud, weights }: Lessons): Scorecard {
  const count = fraud.length;
  let all = 0;
  let frauds = 0;
  for (let row = 0; row < count; row++) {
    all += weights[row] as number;
    frauds += (fraud[row] as number) * (weights[row] as number);
  }
  const base = Math.log(frauds / (all - frauds));
  const evidence = new Float32Array(count).fill(base);
  const ground = {
    bins,
    slopes: new Float64Array(count),
    curves: new Float64Array(count),
    rising: codes.map((code) => (FEATURES[code] as Feature).only === 'up'),
  };
  const chance = new Chance(count);
  const looked = new Int32Array(count);
  const trees = Array.from({ length: TREES }, () => {
    let length = 0;
    for (let row = 0; row < count; row++) {
      const likely = 1 / (1 + Math.exp(-(evidence[row] as number)));
      const off = (fraud[row] as number) - likely;
      const often = Math.min(1, Math.max(SELDOM, Math.abs(off) / SURELY_FROM));
      if (often < 1 && chance.next() >= often) continue;
      const weight = (weights[row] as number) / often;
      ground.slopes[row] = weight * off;
      ground.curves[row] = weight * likely * (1 - likely);
      looked[length++] = row;
    }
    const grown = grow(ground, looked.slice(0, length));
    const tree = { ...grown, value: grown.value.map((value) => Math.round(RATE * value * 10_000) / 10_000) };
    believe(tree, bins, evidence);
    return tree;
  });
  return { base: Math.round(base * 1_000) / 1_000, codes: [...codes], trees };
}

/** Adds what a tree says to what is believed of every deed. */
function believe(
  { feature, bin, left, value }: Tree,
  bins: readonly Uint8Array[],
  evidence: Float32Array,
): void {
  for (let row = 0; row < evidence.length; row++) {
    let node = 0;
    for (let asked = feature[0] as number; asked >= 0; asked = feature[node] as number)
      node =
        (left[node] as number) +
        (((bins[asked] as Uint8Array)[row] as number) < (bin[node] as number) ? 0 : 1);
    evidence[row] = (evidence[row] as number) + (value[node] as number);
  }
}
