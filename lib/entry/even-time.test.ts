import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atEvenTime, restOfStep } from './even-time';

test('whatever the work took, the answer leaves at a full step, and within one step', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 10_000, noNaN: true }), (tookMs) => {
      const rest = restOfStep(tookMs);
      expect(rest).toBeGreaterThanOrEqual(0);
      expect(rest).toBeLessThan(100);
      const steps = (tookMs + rest) / 100;
      expect(steps).toBeCloseTo(Math.round(steps), 6);
    }),
  );
});

test('answers and failures come through as they are', async () => {
  expect(await atEvenTime(async () => 7)).toBe(7);
  await expect(
    atEvenTime(async () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
});
