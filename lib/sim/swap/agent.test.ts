import { expect, test } from 'vitest';
import { swapSettings } from '../../policy/swap-settings';
import { isTooFast } from './agent';
import { isPair } from './pair';

const settings = swapSettings.parse({});

test('the sixth in an hour and the twenty-first in a day are too many', () => {
  expect(isTooFast({ inHour: 4, inDay: 4 }, settings)).toBe(false);
  expect(isTooFast({ inHour: 5, inDay: 5 }, settings)).toBe(true);
  expect(isTooFast({ inHour: 0, inDay: 19 }, settings)).toBe(false);
  expect(isTooFast({ inHour: 0, inDay: 20 }, settings)).toBe(true);
});

const none = { ofFirst: 0, bySecond: 0, ofSecond: 0, byFirst: 0, reviewers: 5 };

test('two who always approve each other are a pair; one supervisor who approves everybody is not', () => {
  expect(isPair(none)).toBe(false);
  expect(isPair({ ...none, ofFirst: 3, bySecond: 3, ofSecond: 3, byFirst: 3 })).toBe(true);
  expect(isPair({ ...none, ofFirst: 10, bySecond: 3, ofSecond: 3, byFirst: 3 })).toBe(false);
  expect(isPair({ ...none, ofFirst: 2, bySecond: 2, ofSecond: 9, byFirst: 9 })).toBe(false);
  expect(isPair({ ...none, ofFirst: 10, bySecond: 10 })).toBe(true);
  expect(isPair({ ...none, ofFirst: 11, bySecond: 10 })).toBe(false);
  expect(isPair({ ...none, ofFirst: 40, bySecond: 40, reviewers: 1 })).toBe(false);
});
