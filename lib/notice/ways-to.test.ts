import { describe, expect, test } from 'vitest';
import en from '@/messages/en/notice.json' with { type: 'json' };
import { TOPIC_OF, TOPICS } from './topic';
import { waysTo } from './ways-to';

const BOTH = { email: 'ana@example.com', mobile: '+250788000001' };
const all = () => true;
const channelsOf = (...args: Parameters<typeof waysTo>) => waysTo(...args).map(({ channel }) => channel);

test('every message belongs to a topic', () => {
  expect(Object.keys(TOPIC_OF).sort()).toEqual(Object.keys(en).sort());
});

describe('without a choice', () => {
  test('what concerns security goes to every confirmed address', () => {
    expect(waysTo('security', null, BOTH, all)).toEqual([
      { channel: 'email', address: BOTH.email },
      { channel: 'sms', address: BOTH.mobile },
    ]);
    expect(channelsOf('security', null, { ...BOTH, mobile: null }, all)).toEqual(['email']);
  });

  test('a receipt goes to the telephone that pays', () => {
    expect(channelsOf('money', null, BOTH, all)).toEqual(['sms']);
  });
});

test('a choice is kept to', () => {
  expect(channelsOf('security', ['whatsapp'], BOTH, all)).toEqual(['whatsapp']);
  expect(channelsOf('account', ['email'], BOTH, all)).toEqual(['email']);
  expect(channelsOf('account', [], BOTH, all)).toEqual([]);
});

test('what concerns security is never lost to a choice that leads nowhere', () => {
  for (const chosen of [[], ['pigeon'], ['whatsapp']])
    expect(channelsOf('security', chosen, { ...BOTH, mobile: null }, all)).toEqual(['email']);
  expect(channelsOf('security', ['email'], { ...BOTH, email: null }, all)).toEqual(['sms']);
});

test('a telephone is reached by the other of its ways where one is not set up, and once', () => {
  const without = (missing: string) => (way: string) => way !== missing;
  expect(channelsOf('security', null, BOTH, without('sms'))).toEqual(['email', 'whatsapp']);
  expect(channelsOf('account', ['sms', 'whatsapp'], BOTH, without('whatsapp'))).toEqual(['sms']);
  expect(channelsOf('account', ['sms'], BOTH, () => false)).toEqual(['sms']);
  expect(TOPICS).toContain('account');
});
