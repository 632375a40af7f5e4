import { expect, test } from 'vitest';
import { SWAP_STATES } from '@/db/schema/swap';
import { DAY_MS } from '../../base/clock';
import { isOpen, NEXT_OF_SWAP, OPEN_STATES, refusalOfHands, refusalOfStep, stateOf } from './swap';

const NOW = new Date('2026-06-15T12:00:00.000Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

test('every open state can be refused and cancelled, and an end leads nowhere but to a remedy', () => {
  for (const state of OPEN_STATES)
    expect(NEXT_OF_SWAP[state]).toEqual(expect.arrayContaining(['refused', 'cancelled']));
  expect(SWAP_STATES.filter((state) => !isOpen(state)).map((state) => NEXT_OF_SWAP[state])).toEqual([
    ['remedied'],
    [],
    [],
    [],
    [],
  ]);
});

test('nothing takes effect but what has waited', () => {
  expect(
    SWAP_STATES.filter((state) => (NEXT_OF_SWAP[state] as readonly string[]).includes('completed')),
  ).toEqual(['cooling']);
  const cooling = { state: 'cooling' as const, expiresAt: NOW, readyAt: later(1) };
  expect(refusalOfStep(cooling, 'completed', NOW)?.code).toBe('swap_still_cools');
  expect(refusalOfStep({ ...cooling, readyAt: null }, 'completed', NOW)?.code).toBe('swap_still_cools');
  expect(refusalOfStep({ ...cooling, readyAt: NOW }, 'completed', NOW)).toBeUndefined();
});

test.each([
  ['proving', 'expired'],
  ['review', 'expired'],
  ['disputed', 'expired'],
  // A wait that is over is no end: what cools takes effect, however late the process comes.
  ['cooling', 'cooling'],
  ['completed', 'completed'],
  ['refused', 'refused'],
] as const)('a clock makes of %s, when its time is over, %s', (state, is) => {
  expect(stateOf({ state, expiresAt: NOW }, NOW)).toBe(is);
  expect(stateOf({ state, expiresAt: later(DAY_MS) }, NOW)).toBe(state);
});

const hands = { holderId: 'holder', requestedBy: 'agent', reviewedBy: 'reviewer', decidedBy: 'third' };

test.each([
  ['request', 'holder', 'swap_own_number'],
  ['request', 'agent', undefined],
  ['request', null, 'swap_needs_a_person'],
  ['review', 'agent', 'swap_other_eyes'],
  ['review', 'third', 'swap_other_eyes'],
  ['review', 'holder', 'swap_own_number'],
  ['review', 'another', undefined],
  ['decide', 'agent', 'swap_other_eyes'],
  ['decide', 'reviewer', 'swap_other_eyes'],
  ['decide', 'another', undefined],
  ['remedy', 'holder', 'swap_own_number'],
  ['remedy', 'agent', 'swap_other_eyes'],
  ['remedy', 'reviewer', 'swap_other_eyes'],
  ['remedy', 'another', undefined],
] as const)('to %s by %s is answered %s', (place, who, code) => {
  expect(refusalOfHands(hands, who, place)?.code).toBe(code);
});
