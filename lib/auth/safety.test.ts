import { expect, test } from 'vitest';
import { NOON } from '@/testing/ground';
import { safetyOf } from './safety';

const app = { id: 'app', name: 'Authenticator', since: NOON };
const passkey = { id: 'key', name: 'Key', synced: false, since: NOON, lastUsedAt: null };
const bare = {
  apps: [],
  passkeys: [],
  recoveryCodesLeft: 0,
  failures: { count: 0, of: 100 },
  demand: 'optional' as const,
  missing: 'any' as const,
};

test.each([
  ['a password alone calls for a second factor', bare, false, ['enrol']],
  [
    'an app with codes is calm, and a passkey would be better',
    { ...bare, apps: [app], recoveryCodesLeft: 10, missing: null },
    true,
    ['add-passkey'],
  ],
  [
    'a passkey with codes leaves nothing to do',
    { ...bare, passkeys: [passkey], recoveryCodesLeft: 10, missing: null },
    true,
    [],
  ],
  [
    'two codes left are too few',
    { ...bare, passkeys: [passkey], recoveryCodesLeft: 2, missing: null },
    false,
    ['codes'],
  ],
  [
    'a factor of another kind than the tenant demands is not enough',
    { ...bare, apps: [app], recoveryCodesLeft: 10, demand: 'required' as const, missing: 'passkey' as const },
    false,
    ['enrol-demanded', 'add-passkey'],
  ],
  [
    'some failures are to be looked at, and press nobody',
    { ...bare, passkeys: [passkey], recoveryCodesLeft: 10, failures: { count: 3, of: 100 } },
    true,
    ['failures'],
  ],
  [
    'a hundred failures have closed the account to new browsers, which comes first',
    { ...bare, failures: { count: 100, of: 100 } },
    false,
    ['closed', 'enrol'],
  ],
])('%s', (_title, known, isCalm, next) => {
  expect(safetyOf(known)).toMatchObject({ isCalm, next });
});

test('what is good is said: two factors, a passkey, codes that are kept, and nobody who guesses', () => {
  expect(safetyOf({ ...bare, apps: [app], passkeys: [passkey], recoveryCodesLeft: 10 }).good).toEqual([
    'two-factors',
    'passkey',
    'codes',
    'quiet',
  ]);
  expect(safetyOf({ ...bare, failures: { count: 1, of: 100 } }).good).toEqual([]);
});
