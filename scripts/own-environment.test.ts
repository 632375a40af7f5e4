import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseEnv } from '../lib/base/env';
import { givenDatabase, ownEnvironment } from './own-environment';

const GIVEN = {
  DATABASE_URL: 'postgresql://ngao_app:a@127.0.0.1:1/ngao',
  DATABASE_OWNER_URL: 'postgresql://owner:b@127.0.0.1:1/ngao',
};

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ngao-environment-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('secrets are made once, strong enough for production, and readable by their owner alone', async () => {
  const first = await ownEnvironment('demo', { ...GIVEN, DATA_DIR: dir });
  const second = await ownEnvironment('demo', { ...GIVEN, DATA_DIR: dir });
  expect(second.variables).toEqual(first.variables);
  expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600);
  const production = { ...first.variables, NGAO_MODE: 'production', BASE_URL: 'https://id.example.com' };
  expect(parseEnv(production).AUTH_SECRET).toBe(first.variables.AUTH_SECRET);
  expect(new Set(Object.values(JSON.parse(readFileSync(join(dir, 'secrets.json'), 'utf8')))).size).toBe(3);
});

test('a database and secrets that are given are used as they are', async () => {
  const AUTH_SECRET = 'a secret of the operator';
  const { variables, urls } = await ownEnvironment('demo', { ...GIVEN, DATA_DIR: dir, AUTH_SECRET });
  expect(variables).toMatchObject({ ...GIVEN, AUTH_SECRET, NGAO_MODE: 'demo' });
  expect(urls).toEqual({ appUrl: GIVEN.DATABASE_URL, ownerUrl: GIVEN.DATABASE_OWNER_URL });
});

test('half of a database is refused with the name of the other half', () => {
  expect(() => givenDatabase({ ...GIVEN, DATABASE_OWNER_URL: '' })).toThrow('DATABASE_OWNER_URL is missing');
  expect(() => givenDatabase({ DATABASE_OWNER_URL: 'x' })).toThrow('DATABASE_URL is missing');
  expect(givenDatabase({})).toBeUndefined();
});
