import { Chance } from '../risk/chance';
import { BASE, type World } from './parameters';

/** Seeds whose worlds are learned from, by the first cards and then by the cards that score. No figure is taken from them. */
export const FIRST_SEEDS = Array.from({ length: 8 }, (_, index) => 101 + index);
export const TRAINING_SEEDS = Array.from({ length: 16 }, (_, index) => 111 + index);
const TRAINING_CASES = 150;
/** Three times the fraud of the world that is judged: cases are what there is to learn from. The cards take it back. */
export const TRAINING_FRAUD = 0.004;

/**
 * A world to learn from: what nobody published is drawn anew for each, so that nothing is learned that holds in one world
 * alone: what people are like, how fraudsters and mules go about it, and what a file says of balances.
 */
export function trainingWorld(seed: number): World {
  // A third of them are like the one that is judged, but half of their mules are customers like any: a world that is
  // easier to read should not be read more timidly, and that a mule is new should not be all there is to see.
  if (seed % 3 === 0)
    return {
      ...BASE,
      cases: TRAINING_CASES,
      fraudShare: TRAINING_FRAUD,
      fraud: { ...BASE.fraud, newMule: 0.5 },
    };
  const chance = new Chance(seed * 31 + 7);
  const between = (least: number, most: number) => least + (most - least) * chance.next();
  return {
    cases: TRAINING_CASES,
    fraudShare: TRAINING_FRAUD,
    steps: chance.pick([240, 480, 744]),
    rowsPerCustomer: chance.pick([4, 10, 17, 17, 30, 60]),
    joins: between(0, 0.4),
    scale: 10 ** between(-2, 2),
    emptiesByCashOut: between(0.03, 0.08),
    emptiesByTransfer: chance.pick([0, 0.02, 0.05]),
    newPayee: chance.pick([0.08, 0.15, 0.3, 1, 1]),
    cashesReceived: chance.pick([0, 0, 0.2, 0.4, 0.6]),
    shareSteepness: between(0.8, 4),
    seenOnce: chance.pick([0, 0, 0, 0, 0.5, 0.95]),
    overdrawn: chance.pick([0, 0, 0.8, 1]),
    payeeBalances: chance.isTrue(0.5),
    agents: chance.pick(['C', 'M']),
    fraud: {
      leastShare: between(0.4, 0.6),
      mostParts: chance.pick([1, 4, 4, 4, 4]),
      waits: between(0.1, 0.9),
      waitHours: chance.pick([6, 12, 24, 48]),
      otherMule: between(0, 1),
      newMule: chance.pick([0.2, 0.5, 0.5, 1]),
      usedMule: between(0, 0.6),
      victimHolds: chance.pick([10_000, 20_000, 50_000, 200_000]),
      mulesKeep: chance.pick([0, 0, 0.05, 0.15]),
      afterSwap: 0.2,
    },
  };
}

const FRAUD = BASE.fraud;
const FEWER = { ...BASE, cases: 100 };

/** Worlds that differ from the one that is judged in one thing each: what holds there says how far the figures carry. */
export const VARIANTS: Record<string, World> = {
  'amounts a tenth': { ...FEWER, scale: 0.1 },
  'amounts ten times': { ...FEWER, scale: 10 },
  'five rows a customer': { ...FEWER, rowsPerCustomer: 5 },
  'sixty rows a customer': { ...FEWER, rowsPerCustomer: 60 },
  'payers named once, as in PaySim': { ...FEWER, seenOnce: 0.9985 },
  'payees drawn anew each time, as in PaySim': { ...FEWER, newPayee: 1 },
  'honest rows over the balance, as in PaySim': { ...FEWER, overdrawn: 1 },
  'balances of payees unknown': { ...FEWER, payeeBalances: false },
  'everybody waits up to two days': { ...FEWER, fraud: { ...FRAUD, waits: 1, waitHours: 48 } },
  'nobody waits': { ...FEWER, fraud: { ...FRAUD, waits: 0 } },
  'half of the mules are customers like any': { ...FEWER, fraud: { ...FRAUD, newMule: 0.5 } },
  'mules are customers like any': { ...FEWER, fraud: { ...FRAUD, newMule: 0, usedMule: 0 } },
  'victims are anybody': { ...FEWER, fraud: { ...FRAUD, victimHolds: 10_000 } },
  'everything in one part': { ...FEWER, fraud: { ...FRAUD, leastShare: 1, mostParts: 1 } },
  'nobody cashes what they were sent': { ...FEWER, cashesReceived: 0 },
};
