import { describe, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS } from '../base/clock';
import {
  advanceNumber,
  hasRested,
  isPortOutLocked,
  NEXT_OF_NUMBER,
  NUMBER_STATES,
  numberCanBecome,
} from './number';

const THEN = new Date('2026-01-01T00:00:00Z');
const NOW = new Date('2026-06-15T12:00:00Z');

describe('the life of a number', () => {
  test('is the table and nothing beside it', () => {
    for (const from of NUMBER_STATES)
      for (const to of NUMBER_STATES) {
        const step = () => advanceNumber({ state: from, changedAt: THEN, msisdn: '+250' }, to, NOW);
        if (numberCanBecome(from, to)) expect(step()).toEqual({ state: to, changedAt: NOW, msisdn: '+250' });
        else expect(step).toThrow(expect.objectContaining({ code: 'number_is_elsewhere', status: 409 }));
      }
  });

  test('lets every number be retired but one that is, and gives it out again by way of its customer’s code', () => {
    for (const state of NUMBER_STATES) expect(numberCanBecome(state, 'retired')).toBe(state !== 'retired');
    expect(NEXT_OF_NUMBER.retired).toEqual(['pending']);
    expect(numberCanBecome('suspended', 'pending')).toBe(false);
  });
});

test('a number has rested when its time is over, to the millisecond, and one that left has not', () => {
  const retired = (retiredAt: Date | null) => ({ state: 'retired' as const, retiredAt });
  expect(hasRested(retired(THEN), 90 * DAY_MS, after(THEN, 90 * DAY_MS))).toBe(true);
  expect(hasRested(retired(THEN), 90 * DAY_MS, after(THEN, 90 * DAY_MS - 1))).toBe(false);
  expect(hasRested(retired(null), 0, NOW)).toBe(false);
  expect(hasRested({ state: 'suspended', retiredAt: THEN }, 0, NOW)).toBe(false);
});

test('a lock that is taken off holds until its end', () => {
  const lock = (portOutLockedAt: Date | null, portOutLockEndsAt: Date | null) =>
    isPortOutLocked({ portOutLockedAt, portOutLockEndsAt }, NOW);
  expect(lock(null, null)).toBe(false);
  expect(lock(THEN, null)).toBe(true);
  expect(lock(THEN, after(NOW, HOUR_MS))).toBe(true);
  expect(lock(THEN, NOW)).toBe(false);
});
