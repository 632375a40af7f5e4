import { afterEach, expect, test } from 'vitest';
import { env } from '../base/env';
import { DEMO_PASSWORD, hashPassword, isPassword } from './password';

afterEach(() => {
  env().NGAO_MODE = 'test';
});

test('a password is right for its own hash and no other, however its letters are composed', async () => {
  const stored = await hashPassword('caf\u00e9 du matin \u00e0 Kigali');
  expect(await isPassword('cafe\u0301 du matin a\u0300 Kigali', stored)).toBe(true);
  expect(await isPassword('cafe du matin a Kigali', stored)).toBe(false);
  expect(await isPassword('caf\u00e9 du matin \u00e0 Kigali', undefined)).toBe(false);
});

test('the password of the demo opens nothing in production', async () => {
  const stored = await hashPassword(DEMO_PASSWORD);
  expect(await isPassword(DEMO_PASSWORD, stored)).toBe(true);
  env().NGAO_MODE = 'production';
  expect(await isPassword(DEMO_PASSWORD, stored)).toBe(false);
});
