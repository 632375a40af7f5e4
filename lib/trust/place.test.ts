import { expect, test } from 'vitest';
import { countryOf } from './place';

test.each([
  ['41.186.0.1', 'RW'],
  ['::ffff:41.186.0.1', 'RW'],
  ['8.8.8.8', 'US'],
  ['2001:4860:4860::8888', 'US'],
])('%s is in %s', (ip, country) => {
  expect(countryOf(ip)).toBe(country);
});

test.each([
  null,
  '',
  'nonsense',
  '127.0.0.1',
  '::1',
  '10.1.2.3',
  '192.168.1.1',
  '169.254.0.1',
  'fe80::1',
  'fd00::1',
])('%s is in no country', (ip) => {
  expect(countryOf(ip)).toBeNull();
});
