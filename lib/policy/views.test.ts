import { expect, test } from 'vitest';
import { COMMANDS, QUERIES } from '../catalogue';
import { isView } from './views';

test('a view is a query and nothing else: what a role that only reads may hold is what changes nothing', () => {
  expect(QUERIES.map(({ name }) => name).filter((name) => !isView(name))).toEqual([]);
  expect(COMMANDS.map(({ name }) => name).filter(isView)).toEqual([]);
});
