import { expect, test, vi } from 'vitest';
import { once } from './once';

test('a thing is made once, also by a second copy of the module, as Next bundles them', async () => {
  const make = vi.fn(() => ({}));
  const first = once('of-this-test', make);
  vi.resetModules();
  const copy = await import('./once');
  expect(copy.once).not.toBe(once);
  expect(copy.once('of-this-test', make)).toBe(first);
  expect(make).toHaveBeenCalledTimes(1);
});

test('nothing is a value too, and what could not be made is tried again', () => {
  const none = vi.fn(() => undefined);
  once('nothing', none);
  once('nothing', none);
  expect(none).toHaveBeenCalledTimes(1);
  expect(() =>
    once('fails', () => {
      throw new Error('not yet');
    }),
  ).toThrow('not yet');
  expect(once('fails', () => 7)).toBe(7);
});
