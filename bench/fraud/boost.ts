import { FEATURES, type Feature, type FeatureCode } from '@/lib/wallet/fraud/features';
import type { Scorecard } from '@/lib/wallet/fraud/scorecard';
import { grow } from './grow';

/** Deeds to learn from: their bins by feature, whether they were fraud, and how many deeds each stands for. */
export type Lessons = {
  codes: readonly FeatureCode[];
  bins: Uint8Array[];
  fraud: Uint8Array;
  weights: Float64Array;
};

const TREES = 120;
const RATE = 0.1;

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
  const evidence = new Float64Array(count).fill(base);
  const ground = {
    bins,
    slopes: new Float64Array(count),
    curves: new Float64Array(count),
    rising: codes.map((code) => (FEATURES[code] as Feature).only === 'up'),
  };
  const rows = Int32Array.from({ length: count }, (_, row) => row);
  const trees = Array.from({ length: TREES }, () => {
    for (let row = 0; row < count; row++) {
      const likely = 1 / (1 + Math.exp(-(evidence[row] as number)));
      ground.slopes[row] = (weights[row] as number) * ((fraud[row] as number) - likely);
      ground.curves[row] = (weights[row] as number) * likely * (1 - likely);
    }
    const tree = grow(ground, rows, (leaf, value) => {
      for (const row of leaf) evidence[row] = (evidence[row] as number) + RATE * value;
    });
    return { ...tree, value: tree.value.map((value) => Math.round(RATE * value * 10_000) / 10_000) };
  });
  return { base: Math.round(base * 1_000) / 1_000, codes: [...codes], trees };
}
