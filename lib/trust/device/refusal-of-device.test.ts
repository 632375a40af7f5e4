import { expect, test } from 'vitest';
import { COMMANDS, QUERIES } from '../../catalogue';
import type { Person } from '../../policy/actor';
import { refusalOfDevice } from './refusal-of-device';

const holding = (boundKey: string | null, deviceKey?: string) =>
  ({ request: { deviceKey }, session: { boundKey } }) as Person;

const open = [...COMMANDS, ...QUERIES].filter(({ proof }) => proof === 'none').map(({ name }) => name);

test('without the key of its session every deed is held back but leaving, proving, and what strangers may', () => {
  const held = COMMANDS.filter((spec) => refusalOfDevice(holding('a'), spec)).map(({ name }) => name);
  const free = COMMANDS.map(({ name }) => name).filter((name) => !held.includes(name));
  expect(free.filter((name) => !open.includes(name)).toSorted()).toEqual([
    'auth.sign-out',
    'auth.sign-out-everywhere',
    'auth.step-up',
    'auth.step-up.passkey',
    'auth.step-up.passkey.begin',
    'auth.step-up.send',
  ]);
  expect(COMMANDS.filter((spec) => refusalOfDevice(holding('a', 'b'), spec))).toHaveLength(held.length);
});

test('a view is held back from nobody, and no deed from a session that has no key or shows it', () => {
  expect(QUERIES.filter((spec) => refusalOfDevice(holding('a'), spec))).toEqual([]);
  for (const actor of [holding('a', 'a'), holding(null), holding(null, 'a')])
    expect(COMMANDS.filter((spec) => refusalOfDevice(actor, spec))).toEqual([]);
});
