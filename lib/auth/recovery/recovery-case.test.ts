import { expect, test } from 'vitest';
import { after, DAY_MS } from '../../base/clock';
import {
  clockOf,
  next,
  type RecoveryCase,
  type RecoveryState,
  refusalOfHands,
  refusalOfStep,
  stateOf,
} from './recovery-case';

const NOW = new Date('2026-06-15T12:00:00Z');
const STATES = Object.keys(next) as RecoveryState[];
const one = (over: Partial<RecoveryCase> = {}): RecoveryCase => ({
  ...{ personId: 'owner', state: 'asked', expiresAt: after(NOW, DAY_MS) },
  ...{ openedBy: null, approvedBy: null, readyAt: null, decidedBy: null },
  ...over,
});

test('every step that the table does not have is refused, from every state', () => {
  for (const state of STATES)
    for (const to of STATES) {
      const allowed = (next[state] as readonly string[]).includes(to);
      expect(refusalOfStep(one({ state, readyAt: NOW }), to, NOW) === undefined).toBe(allowed);
    }
});

test('what ended goes nowhere, and nothing is given back that was not approved', () => {
  for (const state of ['refused', 'cancelled', 'done', 'expired'] as const) expect(next[state]).toEqual([]);
  expect(STATES.filter((state) => (next[state] as readonly string[]).includes('done'))).toEqual(['approved']);
});

test('a dispute does not end by itself: people decide it', () => {
  expect(stateOf(one({ state: 'disputed' }), after(NOW, 100 * DAY_MS))).toBe('disputed');
  expect(stateOf(one({ state: 'opened' }), after(NOW, DAY_MS))).toBe('expired');
  expect(stateOf(one({ state: 'opened' }), after(NOW, DAY_MS - 1))).toBe('opened');
});

test('the wait ends to the millisecond, and a case that nobody uses ends a week later', () => {
  const clock = clockOf(NOW, DAY_MS);
  const approved = one({ state: 'approved', ...clock });
  expect(refusalOfStep(approved, 'done', after(NOW, DAY_MS - 1))?.code).toBe('recovery_still_waits');
  expect(refusalOfStep(approved, 'done', after(NOW, DAY_MS))).toBeUndefined();
  expect(refusalOfStep(approved, 'done', after(NOW, 8 * DAY_MS))?.code).toBe('recovery_not_in_this_state');
  expect(refusalOfStep(one({ state: 'approved' }), 'done', NOW)?.code).toBe('recovery_still_waits');
});

test('who opens does not approve, who did either does not decide, and nobody touches their own', () => {
  const inHand = one({ openedBy: 'opener', approvedBy: 'approver' });
  const codes = (staff: string | null) =>
    (['open', 'approve', 'decide'] as const).map((place) => refusalOfHands(inHand, staff, place)?.code);
  expect(codes('opener')).toEqual([undefined, 'recovery_other_eyes', 'recovery_other_eyes']);
  expect(codes('approver')).toEqual([undefined, undefined, 'recovery_other_eyes']);
  expect(codes('owner')).toEqual(Array(3).fill('recovery_own_case'));
  expect(codes(null)).toEqual(Array(3).fill('recovery_needs_a_person'));
  expect(refusalOfHands(one({ decidedBy: 'third' }), 'third', 'approve')?.code).toBe('recovery_other_eyes');
});
