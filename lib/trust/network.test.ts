import { expect, test } from 'vitest';
import { asnOf } from './network';

test.each([
  ['8.8.8.8', 15169],
  ['1.1.1.1', 13335],
  ['::ffff:1.1.1.1', 13335],
  ['41.186.0.1', 36890],
  ['2001:4860:4860::8888', 15169],
  ['2606:4700:4700::1111', 13335],
])('%s is announced by AS%i', (ip, asn) => {
  expect(asnOf(ip)).toBe(asn);
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
  '203.0.113.7',
])('%s belongs to no network that anybody knows', (ip) => {
  expect(asnOf(ip)).toBeNull();
});
