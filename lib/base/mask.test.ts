import { expect, test } from 'vitest';
import { parseIccid } from './iccid';
import { maskIccid, maskMsisdn, maskName } from './mask';
import { parseMsisdn } from './msisdn';

test('of a number the country and the last three digits show', () => {
  expect(maskMsisdn(parseMsisdn('0780000001', 'RW'))).toBe('+250 ••• ••• 001');
  expect(maskMsisdn(parseMsisdn('+14155552671', 'RW'))).toBe('+1 ••• ••• •671');
});

test('of a card the last four digits show, which tell two cards apart', () => {
  expect(maskIccid(parseIccid('8925010123456789013'))).toBe('89•••••••••••••9013');
});

test.each([
  ['Aline Mukamana', 'Aline M.'],
  ['Jean de Dieu habimana', 'Jean H.'],
  ['  Eric  ', 'Eric'],
  ['Zoé Ínês', 'Zoé Í.'],
  ['', '•'],
])('of the name %j there shows %j', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});
