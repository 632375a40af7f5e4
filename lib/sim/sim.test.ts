import { describe, expect, test } from 'vitest';
import { SIM_STATES } from '@/db/schema/sim';
import { advance, canBecome, NEXT_OF_SIM, type SimState } from './sim';

const THEN = new Date('2026-01-01T00:00:00Z');
const NOW = new Date('2026-06-15T12:00:00Z');

/** The states that a card can come to from where it stands, in any number of steps. */
function reachable(from: SimState): Set<SimState> {
  const seen = new Set<SimState>([from]);
  for (const state of seen) for (const next of NEXT_OF_SIM[state]) seen.add(next);
  return seen;
}

describe('the life of a SIM', () => {
  test('is the table and nothing beside it', () => {
    for (const from of SIM_STATES)
      for (const to of SIM_STATES) {
        const step = () => advance({ state: from, changedAt: THEN, iccid: '89' }, to, NOW);
        if (canBecome(from, to)) expect(step()).toEqual({ state: to, changedAt: NOW, iccid: '89' });
        else expect(step).toThrow(expect.objectContaining({ code: 'sim_is_elsewhere', status: 409 }));
      }
  });

  test('leads from the stock to every other state, and never back into it', () => {
    expect([...reachable('in_stock')].sort()).toEqual([...SIM_STATES].sort());
    for (const state of SIM_STATES) expect(canBecome(state, 'in_stock')).toBe(false);
  });

  test('lets a card be blocked from everywhere but its end, and ends in retirement', () => {
    for (const state of SIM_STATES) {
      expect(canBecome(state, 'blocked')).toBe(state !== 'blocked' && state !== 'retired');
      expect(reachable(state)).toContain('retired');
    }
    expect(NEXT_OF_SIM.retired).toEqual([]);
  });

  test('swaps a live card only, and brings back the old one when a swap was fraud', () => {
    expect(SIM_STATES.filter((from) => canBecome(from, 'pending_swap'))).toEqual(['active', 'suspended']);
    expect(SIM_STATES.filter((from) => canBecome(from, 'swapped_out'))).toEqual(['pending_swap']);
    expect(canBecome('swapped_out', 'active')).toBe(true);
  });
});
