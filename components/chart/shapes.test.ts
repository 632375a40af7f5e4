import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthOf } from './flow-bars';
import { linePoints } from './sparkline';

describe('the shapes of numbers', () => {
  it('a line stays inside its box, whatever the numbers are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 2, maxLength: 60 }), (values) => {
        for (const point of linePoints(values).split(' ')) {
          const [x = Number.NaN, y = Number.NaN] = point.split(',').map(Number);
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(100);
          expect(y).toBeGreaterThanOrEqual(2);
          expect(y).toBeLessThanOrEqual(26);
        }
      }),
    );
  });

  it('a number that never changed is a line along the middle', () => {
    expect(linePoints([7, 7, 7])).toBe('0.0,14.0 50.0,14.0 100.0,14.0');
  });

  it('a bar is as long as its part of the most, at every size of money', () => {
    expect(lengthOf(0n, 0n)).toBe(0);
    expect(lengthOf(2n ** 62n, 2n ** 62n)).toBe(50);
    expect(lengthOf(1_000_000_000_000n, 4_000_000_000_000n)).toBe(12.5);
  });
});
