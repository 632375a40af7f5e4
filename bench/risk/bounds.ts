import { COMPARED, type Figures } from './figures';
import { type Interval, intervalOf } from './interval';
import type { Model } from './play';
import { PUBLISHED, TOLERANCE } from './published';

export type Bound = { says: string; measured: string; held: boolean };

/** Each bound, held by the worse end of the interval over the seeds; the baseline's, by every seed. */
export function boundsOf(seeds: readonly Figures[]): Bound[] {
  return [
    ...PUBLISHED.flatMap((published, index) =>
      (['by5', 'by12'] as const).map((by) => calibrated(seeds, index, by, published)),
    ),
    ...COMPARED.flatMap((blocked, index) => [
      most(
        `prompts by sign-in 12 at ${blocked}, columns alone, against the baseline`,
        0.6,
        ratios(seeds, index, 'columns'),
      ),
      most(
        `prompts by sign-in 12 at ${blocked}, with device proofs, against the baseline`,
        0.2,
        ratios(seeds, index, 'proofs'),
      ),
      ...(['signals', 'proofs'] as const).map((model) => swapped(seeds, index, model)),
    ]),
    ...(['columns', 'proofs'] as const).map((model) =>
      most(
        `share of sign-ins prompted when 0.94 of very targeted attackers are blocked, ${model}`,
        0.5,
        intervalOf(seeds.map(({ veryTargeted }) => veryTargeted[model])),
      ),
    ),
  ];
}

function calibrated(
  seeds: readonly Figures[],
  index: number,
  by: 'by5' | 'by12',
  published: (typeof PUBLISHED)[number],
): Bound {
  const medians = seeds.map(({ baseline }) => baseline[index]?.[by] ?? Number.NaN);
  return {
    says: `baseline at ${published.blocked}: median ${by.replace('by', 'by sign-in ')} is ${published[by]} ± ${TOLERANCE[by]}`,
    measured: medians.join(', '),
    held: medians.every((median) => Math.abs(median - published[by]) <= TOLERANCE[by]),
  };
}

function swapped(seeds: readonly Figures[], index: number, model: Model): Bound {
  const shares = seeds.map(({ compared }) => compared[index]?.blockedShares[model].simSwapped ?? Number.NaN);
  const interval = intervalOf(shares);
  const says = `SIM-swapped attackers blocked at ${COMPARED[index]}, ${model}, at least 0.99`;
  return { says, measured: said(interval), held: interval.low >= 0.99 };
}

const ratios = (seeds: readonly Figures[], index: number, model: Model) =>
  intervalOf(seeds.map(({ compared }) => compared[index]?.ratio[model] ?? Number.NaN));

function most(what: string, bound: number, interval: Interval): Bound {
  return { says: `${what}: at most ${bound}`, measured: said(interval), held: interval.high <= bound };
}

const said = ({ mean, low, high }: Interval) => `${mean} (${low} to ${high})`;
