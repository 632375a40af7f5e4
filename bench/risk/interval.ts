import { round } from '../measure';
import { mean } from './judge';

/** Student's t for 95 % on both sides, by degrees of freedom from 1. */
const T_95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

export type Interval = { mean: number; low: number; high: number };

/** The mean of one figure of each seed, and the interval that holds the true one in 95 of 100 cases. */
export function intervalOf(figures: readonly number[]): Interval {
  const middle = mean(figures);
  const variance = figures.reduce((sum, figure) => sum + (figure - middle) ** 2, 0) / (figures.length - 1);
  const half = (T_95[figures.length - 2] ?? 1.96) * Math.sqrt(variance / figures.length);
  return { mean: round(middle, 4), low: round(middle - half, 4), high: round(middle + half, 4) };
}
