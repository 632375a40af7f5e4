import { expect, test } from 'vitest';
import en from '@/messages/en/deed.json';
import fr from '@/messages/fr/deed.json';
import { PERMISSIONS } from './permissions';

test('every deed and every view has a name in plain words, in every language', () => {
  const keys = PERMISSIONS.map((name) => name.replaceAll('.', '_')).toSorted();
  expect(Object.keys(en).toSorted()).toEqual(keys);
  expect(Object.keys(fr).toSorted()).toEqual(keys);
  for (const words of [en, fr]) expect(new Set(Object.values(words)).size).toBe(keys.length);
});
