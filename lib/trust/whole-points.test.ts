import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weighAll } from './judge';
import type { Standing } from './observed-signals';
import { SIGNALS } from './signal';
import { wholePoints } from './whole-points';

const evidence = fc.double({ min: -20, max: 20, noNaN: true });
const columns = fc.dictionary(fc.constantFrom('country', 'network', 'address', 'device', 'hour'), evidence);
const standing = fc.dictionary(
  fc.constantFrom(...Object.keys(SIGNALS)),
  fc.double({ min: 0.01, max: 1, noNaN: true }),
) as fc.Arbitrary<Standing>;

test('whatever speaks for or against somebody, the points add up to the score, and the whole ones to the whole risk', () => {
  fc.assert(
    fc.property(
      columns,
      standing,
      fc.constantFrom(undefined, 'proved' as const, 'missing' as const),
      fc.boolean(),
      (model, signals, proof, isPlaceless) => {
        const { score, contributions } = weighAll({ columns: model, standing: signals, proof, isPlaceless });
        const sum = contributions.reduce((all, { points }) => all + points, 0);
        expect(sum).toBeCloseTo(score, 6);
        const risk = Math.floor(score);
        const whole = wholePoints(contributions, risk);
        expect(whole.reduce((all, { points }) => all + points, 0)).toBe(risk);
        expect(whole.every(({ points }) => Number.isInteger(points) && points !== 0)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
