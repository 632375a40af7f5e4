import { expect, test } from 'vitest';
import { weighAll } from './judge';
import type { Standing } from './observed-signals';
import { SIGNALS } from './signal';

const newcomer = (standing: Standing, over = {}) =>
  weighAll({ columns: {}, standing, proof: undefined, isPlaceless: false, ...over });
const member = (columns: Record<string, number>, standing: Standing, over = {}) =>
  weighAll({ columns, standing, proof: undefined, isPlaceless: false, ...over });

const kinds = Object.keys(SIGNALS) as (keyof typeof SIGNALS)[];
const hard = kinds.filter((kind) => SIGNALS[kind].isHard);

test('somebody without a history is judged medium, whatever is merely new about them', () => {
  expect(newcomer({})).toMatchObject({ level: 'medium' });
  const soft = Object.fromEntries(kinds.filter((kind) => !hard.includes(kind)).map((kind) => [kind, 1]));
  expect(newcomer(soft)).toEqual(newcomer({}));
  expect(newcomer({}, { proof: 'missing' })).toEqual(newcomer({}));
});

test.each(hard.filter((kind) => kind !== 'blocked-address'))(
  'of somebody without a history %s is high by itself, and critical beside another',
  (kind) => {
    expect(newcomer({ [kind]: 1 }).level).toBe('high');
    expect(newcomer({ [kind]: 1, [hard.find((other) => other !== kind) as typeof kind]: 1 }).level).toBe(
      'critical',
    );
  },
);

test.each(kinds)('%s is a term of the sum of somebody with a history', (kind) => {
  const without = member({ device: -2 }, {});
  const beside = member({ device: -2 }, { [kind]: 0.5 });
  expect(beside.evidence - without.evidence).toBeCloseTo(SIGNALS[kind].weight / 2);
  expect(beside.contributions.find(({ reason }) => reason === kind)?.points).toBeGreaterThan(0);
});

test('a proof of the device speaks for, and the lack of one against somebody with a history', () => {
  const plain = member({ device: 0.5 }, {}).score;
  expect(member({ device: 0.5 }, {}, { proof: 'proved' }).level).toBe('low');
  expect(member({ device: 0.5 }, {}, { proof: 'missing' }).score).toBeGreaterThan(plain);
});

test('where the address tells no place, what is unusual is high at most, and what is hard still counts', () => {
  expect(member({ device: 9 }, {}).level).toBe('critical');
  expect(member({ device: 9 }, {}, { isPlaceless: true }).level).toBe('high');
  expect(member({ device: 9 }, { 'failed-attempts': 1 }, { isPlaceless: true }).level).toBe('critical');
  expect(member({ device: -9 }, {}, { isPlaceless: true })).toEqual(member({ device: -9 }, {}));
});
