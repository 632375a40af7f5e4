import { expect, test } from 'vitest';
import { ownOf, swapOf, swapsOf, takeTouched, touch } from './touched';

test('a deed about a swap is told to its own page and to the lists of swaps, and any other deed to neither', () => {
  takeTouched('untold');
  takeTouched('uncounted');
  touch('one');
  touch('two', 'unit:7');
  expect(takeTouched('untold')).toEqual(['one', 'two']);
  touch('one', 'swap:8');
  touch('one', 'swap:8');
  expect(takeTouched('untold')).toEqual(['one', swapsOf('one'), swapOf('one', '8')]);
  expect(takeTouched('untold')).toEqual([]);
  expect(takeTouched('uncounted')).toEqual(['one', 'two']);
  touch('one', 'pending:9', ['ana', 'ben']);
  expect(takeTouched('untold')).toEqual(['one', ownOf('one', 'ana'), ownOf('one', 'ben')]);
});
