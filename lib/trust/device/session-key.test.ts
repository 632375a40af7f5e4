import { expect, test } from 'vitest';
import { keyChangeOf } from './session-key';

test.each([
  [null, undefined, true, 'none'],
  [null, 'a', true, 'bound'],
  [null, 'a', false, 'none'],
  ['a', 'a', true, 'refreshed'],
  ['a', 'a', false, 'refreshed'],
  ['a', undefined, true, 'released'],
  ['a', undefined, false, 'none'],
  ['a', 'b', true, 'moved'],
  ['a', 'b', false, 'none'],
] as const)(
  'a session bound to %s, in a request signed by %s, with a second factor (%s): %s',
  (boundKey, deviceKey, proved, change) => {
    expect(keyChangeOf({ boundKey, deviceKey, proved })).toBe(change);
  },
);
