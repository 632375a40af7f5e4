import { expect, test } from 'vitest';
import { type Enrolled, isStrong, judgeProofs, waysOf, waysThatCount } from './proofs';
import type { ProofKind } from './swap';

const all: Enrolled = {
  ...{
    oldSimLives: true,
    hasPin: true,
    hasPasskey: true,
    hasTotp: true,
    hasEmail: true,
    messagesHeld: false,
  },
};

test.each<[string, Partial<Enrolled>, ProofKind[]]>([
  ['everything', {}, ['old-sim', 'passkey', 'totp', 'old-sim-code', 'email-code', 'document']],
  ['no PIN', { hasPin: false }, ['passkey', 'totp', 'old-sim-code', 'email-code', 'document']],
  ['a lost card', { oldSimLives: false }, ['passkey', 'totp', 'email-code', 'document']],
  ['messages held back', { messagesHeld: true }, ['old-sim', 'passkey', 'totp', 'document']],
  ['nothing', { oldSimLives: false, hasPasskey: false, hasTotp: false, hasEmail: false }, ['document']],
])('with %s the ways are what was enrolled before, and always a document', (_what, over, ways) => {
  expect(waysOf({ ...all, ...over })).toEqual(ways);
});

const WAYS: ProofKind[] = ['old-sim', 'passkey', 'totp', 'old-sim-code', 'email-code', 'document'];
const enough = (given: ProofKind[], ways = WAYS) => judgeProofs(ways, given).enough;

test('a yes on the old card is enough, and so are a factor and a channel; nothing else is', () => {
  expect(enough(['old-sim'])).toBe(true);
  for (const factor of ['passkey', 'totp'] as const)
    for (const channel of ['old-sim-code', 'email-code'] as const)
      expect(enough([factor, channel])).toBe(true);
  for (const given of [[], ['passkey'], ['totp'], ['old-sim-code'], ['email-code']] as ProofKind[][])
    expect(enough(given)).toBe(false);
  // Two of one kind are not two independent ones: no number of codes is ever enough.
  expect(enough(['passkey', 'totp'])).toBe(false);
  expect(enough(['old-sim-code', 'email-code'])).toBe(false);
});

test('a document is enough for a second pair of eyes alone', () => {
  expect(judgeProofs(WAYS, ['document'])).toEqual({ enough: true, byDocument: true });
  expect(judgeProofs(WAYS, ['document', 'old-sim'])).toEqual({ enough: true, byDocument: false });
  expect(judgeProofs(WAYS, ['document', 'email-code'])).toEqual({ enough: true, byDocument: true });
});

test('what was not possible when it was asked for counts for nothing', () => {
  expect(enough(['passkey', 'email-code'], ['email-code', 'document'])).toBe(false);
  expect(enough(['old-sim'], ['passkey', 'email-code', 'document'])).toBe(false);
});

test('what is still wanted is said, and there is always a way', () => {
  const wanted = (ways: ProofKind[], given: ProofKind[] = []) => {
    const standing = judgeProofs(ways, given);
    return standing.enough ? [] : standing.wanted;
  };
  expect(wanted(WAYS)).toEqual([
    ['passkey', 'totp', 'old-sim'],
    ['old-sim-code', 'email-code', 'old-sim'],
  ]);
  expect(wanted(WAYS, ['totp'])).toEqual([['old-sim-code', 'email-code', 'old-sim']]);
  expect(wanted(['old-sim', 'email-code', 'document'])).toEqual([['document', 'old-sim']]);
  expect(wanted(['document'])).toEqual([['document']]);
  expect(wanted([])).toEqual([['document']]);
});

test('when the word of the old card has ended, nothing that comes from it counts', () => {
  const closed = waysThatCount({ ways: WAYS, oldSimCounts: false, oldSimState: 'active' });
  expect(closed).toEqual(['passkey', 'totp', 'email-code', 'document']);
  expect(enough(['old-sim'], closed)).toBe(false);
  expect(enough(['passkey', 'old-sim-code'], closed)).toBe(false);
});

test('a factor is strong, and a code or a paper is not', () => {
  expect(isStrong(['passkey'])).toBe(true);
  expect(isStrong(['totp', 'email-code'])).toBe(true);
  expect(isStrong(['old-sim', 'document', 'email-code'])).toBe(false);
});
