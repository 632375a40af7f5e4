import { expect, test } from 'vitest';
import en from '@/messages/en/notice.json';
import fr from '@/messages/fr/notice.json';
import { wordsOf } from './words';

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
