import { expect, test } from 'vitest';
import { DAY_MS } from '../../base/clock';
import { swapSettings } from '../../policy/swap-settings';
import { coolingOf } from './cooling';
import type { ProofKind } from './swap';

const settings = swapSettings.parse({});
type Weighed = Parameters<typeof coolingOf>[0];
const plain: Weighed = {
  ...{ reason: 'replace', riskLevel: 'low', contributions: [], disputedAt: null },
  ways: ['old-sim', 'totp', 'email-code', 'document'],
};
const STRONG: ProofKind[] = ['totp', 'email-code'];

test.each<[string, Partial<Weighed>, ProofKind[], number, string[]]>([
  ['a yes on the old card', {}, ['old-sim'], 0, []],
  ['a code to the old card beside a factor', {}, ['totp', 'old-sim-code'], 0, []],
  ['a silent old card', {}, STRONG, 1, ['old-sim-silent']],
  ['a lost card', { reason: 'lost' }, STRONG, 1, ['old-sim-silent']],
  ['a yes on a card that is said to be stolen', { reason: 'stolen' }, ['old-sim'], 1, ['old-sim-silent']],
  ['a high risk', { riskLevel: 'high' }, ['old-sim'], 3, ['high-risk']],
  ['a critical risk', { riskLevel: 'critical' }, STRONG, 3, ['high-risk']],
  [
    'a changed credential',
    { contributions: [{ code: 'credential-changed' }] },
    ['old-sim'],
    3,
    ['credential-changed'],
  ],
  [
    'a changed address',
    { contributions: [{ code: 'contact-changed' }] },
    ['old-sim'],
    3,
    ['contact-changed'],
  ],
  ['a lock taken off', { contributions: [{ code: 'lock-lifted' }] }, ['old-sim'], 3, ['lock-lifted']],
  ['a swap of late', { contributions: [{ code: 'swapped-lately' }] }, ['old-sim'], 3, ['swapped-lately']],
  ['a new place alone', { contributions: [{ code: 'new-place' }] }, ['old-sim'], 0, []],
  ['a paper where a factor is enrolled', {}, ['document'], 3, ['factor-not-shown']],
  ['a paper where none is', { ways: ['document'] }, ['document'], 1, ['old-sim-silent']],
  ['a dispute that was decided', { disputedAt: new Date() }, ['old-sim'], 1, ['disputed']],
])('after %s', (_what, over, given, days, reasons) => {
  expect(coolingOf({ ...plain, ...over }, given, settings)).toEqual({ ms: days * DAY_MS, reasons });
});
