import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ENV_NAMES } from './env';

const READS_ENVIRONMENT =
  /\bprocess\s*\.\s*env\b|\bprocess\s*\[\s*['"]env|\{[^}]*\benv\b[^}]*\}\s*(?:=|from)\s*(?:process|['"]node:process)/;

const product = globSync(['{app,components,lib,db}/**/*.{ts,tsx}', '{server,middleware}.ts']).filter(
  (file) => !/\.test\.tsx?$/.test(file) && !file.startsWith('db/testing/'),
);

test('one file of the product reads the environment', () => {
  const readers = product.filter((file) => READS_ENVIRONMENT.test(readFileSync(file, 'utf8')));
  expect(readers).toEqual(['lib/base/env.ts']);
});

test.each([
  'const url = process.env.DATABASE_URL;',
  "process['env'].DATABASE_URL",
  'const { env } = process;',
  "import { env } from 'node:process';",
])('the check notices %s', (line) => {
  expect(line).toMatch(READS_ENVIRONMENT);
});

test('.env.example names every variable once, and no other', () => {
  const named = [...readFileSync('.env.example', 'utf8').matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(
    ([, name]) => name,
  );
  expect(named.toSorted()).toEqual(ENV_NAMES.toSorted());
});
