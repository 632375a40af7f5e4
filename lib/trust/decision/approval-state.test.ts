import { expect, test } from 'vitest';
import { NOON } from '@/testing/ground';
import { after, DAY_MS } from '../../base/clock';
import { fingerprintOfDeed } from './approval';
import { type ApprovalState, refusalOfDecision, shownStateOf, type Wish } from './approval-state';

const wish = (over: Partial<Wish> = {}): Wish => ({
  ...{ state: 'waiting', askedBy: 'asker', expiresAt: after(NOON, DAY_MS), decidedBy: null },
  ...over,
});

test.each<[string, Partial<Wish>, 'approved' | 'refused', string | null, string | undefined]>([
  ['somebody else agrees', {}, 'approved', 'other', undefined],
  ['somebody else refuses', {}, 'refused', 'other', undefined],
  ['whoever asked agrees', {}, 'approved', 'asker', 'approval_of_own_wish'],
  ['whoever asked refuses', {}, 'refused', 'asker', 'approval_of_own_wish'],
  ['nobody agrees', {}, 'approved', null, 'approval_needs_a_person'],
  [
    'a second one agrees',
    { state: 'approved', decidedBy: 'third' },
    'approved',
    'other',
    'approval_already_decided',
  ],
  ['it is overruled', { state: 'approved', decidedBy: 'third' }, 'refused', 'other', undefined],
  ['it is done', { state: 'done', decidedBy: 'third' }, 'refused', 'other', 'approval_already_decided'],
  [
    'it was refused',
    { state: 'refused', decidedBy: 'third' },
    'approved',
    'other',
    'approval_already_decided',
  ],
  ['it ran out', { expiresAt: NOON }, 'approved', 'other', 'approval_expired'],
  [
    'it ran out agreed',
    { state: 'approved', decidedBy: 'third', expiresAt: NOON },
    'refused',
    'other',
    'approval_expired',
  ],
  ['it was replaced when it had run out', { state: 'refused' }, 'approved', 'other', 'approval_expired'],
])('a wish where %s', (_what, over, to, decider, code) => {
  expect(refusalOfDecision(wish(over), to, decider, NOON)?.code).toBe(code);
});

test.each<[ApprovalState, string | null, string]>([
  ['waiting', null, 'expired'],
  ['approved', 'other', 'expired'],
  ['refused', 'other', 'refused'],
  ['done', 'other', 'done'],
])('after a day one that is %s is shown so', (state, decidedBy, shown) => {
  expect(shownStateOf(wish({ state, decidedBy }), after(NOON, DAY_MS))).toBe(shown);
});

test('what is agreed to is the deed and all of its input, in whatever order it came, and not the key of a repeat', () => {
  const print = (input: object) => fingerprintOfDeed('wallet.deposit', input, 'key').toString('hex');
  const one = print({ to: '+250788000001', amount: 5n, key: 'a' });
  expect(print({ key: 'b', amount: 5n, to: '+250788000001' })).toBe(one);
  expect(print({ to: '+250788000001', amount: 6n, key: 'a' })).not.toBe(one);
  expect(print({ to: '+250788000001', amount: 5n, more: '', key: 'a' })).not.toBe(one);
  expect(fingerprintOfDeed('wallet.transfer', { to: '+250788000001', amount: 5n }).toString('hex')).not.toBe(
    one,
  );
});
