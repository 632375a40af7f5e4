import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import en from '@/messages/en/notice.json' with { type: 'json' };
import fr from '@/messages/fr/notice.json' with { type: 'json' };
import { carriesSecret, HARMLESS, wordsOf } from './words';

test('every message has a subject and a body, and places that a plain name fills', () => {
  for (const words of Object.values({ ...en, ...fr }).concat(Object.values(en))) {
    expect(Object.keys(words).sort()).toEqual(['body', 'subject']);
    for (const text of Object.values(words)) expect(text.replace(/\{\w+\}/g, '')).not.toMatch(/[{}]/);
  }
});

test('a reader of a language that we do not speak gets English, and a value is never read as words', () => {
  const values = { tenant: 'A {code} tenant', code: '424242', minutes: '5' };
  expect(wordsOf('verifyMobile', 'sw', values)?.body).toMatch(/^A \{code\} tenant: 424242 is your code/);
  expect(wordsOf('toString', 'en', values)).toBeUndefined();
});

test('what opens something never stands where a harmless value does, and a kind that is unknown may hold anything', () => {
  const secret = Object.keys(en).filter(carriesSecret);
  expect(secret).toEqual(
    expect.arrayContaining([
      'verifyMobile',
      'signInCode',
      'signInLink',
      'resetByMail',
      'addressReplaced',
      'newSignIn',
    ]),
  );
  for (const template of ['roleAssigned', 'transferSent', 'transferReceived', 'depositReceived'])
    expect(secret).not.toContain(template);
  expect(['toString', 'aKindOfTomorrow'].filter(carriesSecret)).toHaveLength(2);
});

test('a link with a token is put into a place that counts as a secret', () => {
  const given = globSync('lib/**/*.ts', { exclude: ['lib/**/*.test.ts'] })
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/\b(\w+): `[^`]*\?token=/g)])
    .map(([, place = '']) => place);
  expect(given).toContain('link');
  expect(given.filter((place) => HARMLESS.has(place))).toEqual([]);
});
