import { spawnSync } from 'node:child_process';
import { Secret } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { NOON } from '@/testing/ground';
import { after, SECOND_MS } from '../base/clock';
import { newTotpSecret, stepOfCode, totpCode } from './totp';

const oathtool = (...args: string[]) => spawnSync('oathtool', args, { encoding: 'utf8' });
const isInstalled = !oathtool('--version').error;
const moment = (at: Date) =>
  at
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');

test('the vectors of RFC 6238 for SHA-1, cut to six digits, are ours', () => {
  const secret = Secret.fromUTF8('12345678901234567890').base32;
  const vectors = [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ] as const;
  for (const [seconds, code] of vectors) expect(totpCode(secret, new Date(seconds * 1_000))).toBe(code);
});

// oathtool is a package of Debian; where it is not installed the vectors above stand alone.
describe.skipIf(!isInstalled)('against oathtool', () => {
  test('its codes are taken, in the step of the moment and one step either way, and no further', () => {
    for (let n = 0; n < 20; n++) {
      const secret = newTotpSecret();
      const at = after(NOON, n * 47 * SECOND_MS);
      const step = Math.floor(at.getTime() / 30_000);
      for (const skew of [-2, -1, 0, 1, 2]) {
        const made = oathtool(
          '--totp',
          '--base32',
          '--now',
          moment(after(at, skew * 30 * SECOND_MS)),
          secret,
        );
        const taken = stepOfCode(secret, made.stdout.trim(), at, 0);
        if (Math.abs(skew) <= 1) expect(taken).toBe(step + skew);
        else expect(taken).toBeUndefined();
      }
    }
  });

  test('ours are right by it', () => {
    for (let n = 0; n < 20; n++) {
      const secret = newTotpSecret();
      const at = after(NOON, n * 61 * SECOND_MS);
      const checked = oathtool('--totp', '--base32', '--now', moment(at), secret, totpCode(secret, at));
      expect([checked.status, checked.stdout.trim()]).toEqual([0, '0']);
    }
  });
});
