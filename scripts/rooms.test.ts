import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// A house with one offence for each rule. What is imported need not exist in the real house: the rules speak of paths.
const OFFENCES: [rule: string, file: string, imports: string][] = [
  ['lib-base-imports-downwards', 'lib/base/a.ts', '@/lib/policy/fine'],
  ['lib-policy-imports-downwards', 'lib/policy/a.ts', '@/lib/audit/fine'],
  ['lib-audit-imports-downwards', 'lib/audit/a.ts', '@/lib/trust/fine'],
  ['lib-audit-imports-downwards', 'lib/notice/a.ts', '@/lib/command/fine'],
  ['lib-trust-imports-downwards', 'lib/trust/a.ts', '@/lib/command/fine'],
  ['lib-command-imports-downwards', 'lib/command/a.ts', '@/lib/auth/fine'],
  ['lib-auth-imports-downwards', 'lib/auth/a.ts', '@/lib/person/fine'],
  ['lib-tenant-imports-downwards', 'lib/number/a.ts', '@/lib/sim/fine'],
  ['lib-sim-imports-downwards', 'lib/wallet/a.ts', '@/lib/counter/fine'],
  ['lib-counter-imports-downwards', 'lib/counter/a.ts', '@/lib/api/fine'],
  ['lib-federation-imports-downwards', 'lib/ussd/a.ts', '@/lib/catalogue'],
  ['lib-demo-imports-downwards', 'lib/demo/a.ts', '@/lib/catalogue'],
  ['lib-catalogue-imports-downwards', 'lib/catalogue.ts', '@/lib/entry/fine'],
  ['lib-server-imports-downwards', 'lib/server/a.ts', '@/lib/entry/fine'],
  ['lib-room-has-a-place', 'lib/utils/a.ts', '@/lib/base/fine'],
  ['sim-and-wallet-meet-in-trust', 'lib/sim/b.ts', '@/lib/wallet/fine'],
  ['sim-and-wallet-meet-in-trust', 'lib/wallet/b.ts', '@/lib/sim/fine'],
  ['lib-knows-no-screen', 'lib/entry/a.ts', '@/components/ui/fine'],
  ['app-never-touches-the-database', 'app/page.tsx', '@/db/fine'],
  ['app-never-touches-the-database', 'middleware.ts', 'pg'],
  ['components-know-types-of-lib-alone', 'components/sim/a.tsx', '@/lib/sim/fine'],
  ['components-know-no-page', 'components/sim/b.tsx', '@/app/fine'],
  ['primitives-know-primitives-alone', 'components/ui/a.tsx', '@/components/sim/fine'],
  ['db-knows-base-alone', 'db/a.ts', '@/lib/policy/fine'],
  ['next-is-known-to-entry-alone', 'lib/auth/b.ts', 'next/headers'],
  ['next-is-known-to-entry-alone', 'lib/command/b.ts', 'next-auth'],
  ['components-use-links-forms-and-navigation-of-next', 'components/sim/c.tsx', 'next/headers'],
  ['next-auth-is-known-to-entry-and-middleware-alone', 'app/layout.tsx', 'next-auth'],
  ['icons-come-from-the-server', 'app/icon.tsx', 'lucide-react'],
  ['tests-and-their-harness-stay-out', 'lib/auth/c.ts', '@/db/testing/fine'],
  ['tests-and-their-harness-stay-out', 'lib/auth/d.ts', '@/testing/fine'],
  ['production-uses-no-development-package', 'server.ts', 'a-tool'],
  ['embedded-postgres-is-loaded-when-asked-for', 'scripts/migrate.ts', '@/db/embedded'],
  ['no-cycles', 'lib/person/a.ts', '@/lib/person/b'],
  ['every-import-is-found', 'lib/tenant/a.ts', '@/lib/tenant/nowhere'],
  ['every-package-is-declared', 'lib/tenant/b.ts', 'a-stranger'],
];

// What the table allows, so that a rule which forbids too much is noticed as well.
const ALLOWED: [file: string, line: string][] = [
  // The other half of the cycle, which is reported at its first half alone.
  ['lib/person/b.ts', `import '@/lib/person/a';`],
  ['app/fine.ts', `import '@/lib/entry/fine'; import '@/components/sim/fine'; import 'next/headers';`],
  [
    'components/sim/fine.ts',
    `import type {} from '@/lib/sim/fine'; import '@/lib/base/fine'; import 'next/link';`,
  ],
  ['components/ui/fine.ts', `import '@/lib/base/fine'; import 'next/navigation';`],
  [
    'lib/entry/fine.ts',
    `import 'next/headers'; import 'next-auth'; import '@/lib/wallet/fine'; import '@/db/fine';`,
  ],
  ['lib/sim/fine.ts', `import '@/lib/trust/fine'; import '@/lib/person/fine';`],
  ['lib/wallet/fine.ts', `import '@/lib/trust/fine'; import 'pg';`],
  ['lib/counter/fine.ts', `import '@/lib/sim/fine'; import '@/lib/wallet/fine';`],
  ['lib/auth/some.test.ts', `import '@/db/testing/fine'; import '@/lib/entry/fine'; import 'a-tool';`],
  ['db/fine.ts', `import '@/lib/base/fine'; export const later = () => import('@/db/embedded');`],
  ['db/embedded.ts', `import 'a-tool';`],
  ['db/testing/fine.ts', `import '@/lib/entry/fine';`],
  ['testing/fine.ts', `import '@/lib/counter/fine'; import '@/db/testing/fine';`],
  ['db/seed/fine.ts', `import '@/lib/wallet/fine';`],
  ...['audit', 'trust', 'policy', 'base', 'command', 'auth', 'person', 'api'].map(
    (room): [string, string] => [`lib/${room}/fine.ts`, ''],
  ),
];

const PACKAGES = ['next', 'next-auth', 'pg', 'lucide-react', 'a-tool', 'a-stranger'];
const ROOMS = ['app', 'components', 'lib', 'db', 'server.ts', 'middleware.ts', 'scripts'];

type Violation = { from: string; rule: { name: string } };

let house: string;
let violations: Violation[];

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'ngao-rooms-'));
  for (const file of ['.dependency-cruiser.mjs', 'tsconfig.json']) cpSync(file, join(house, file));
  write(
    'package.json',
    JSON.stringify({
      dependencies: { next: '1', 'next-auth': '1', pg: '1' },
      devDependencies: { 'a-tool': '1' },
    }),
  );
  for (const name of PACKAGES) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    for (const file of ['index', 'headers', 'link', 'navigation'])
      write(`node_modules/${name}/${file}.js`, '');
  }
  for (const [file, line] of ALLOWED) write(file, `${line}\nexport {};\n`);
  for (const [, file, imports] of OFFENCES) write(file, `import '${imports}';\nexport {};\n`);
  violations = cruise();
});

afterAll(() => rmSync(house, { recursive: true }));

test.each(OFFENCES)('the rule %s bites: %s may not import %s', (rule, file) => {
  expect(rulesBrokenBy(file)).toContain(rule);
});

test.each(ALLOWED)('%s breaks no rule with: %s', (file) => {
  expect(rulesBrokenBy(file)).toEqual([]);
});

test('every rule has its offence here', () => {
  const { stdout } = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import rules from './.dependency-cruiser.mjs'; console.log(JSON.stringify(rules.forbidden.map(({ name }) => name)))`,
    ],
    { encoding: 'utf8' },
  );
  expect(new Set(OFFENCES.map(([rule]) => rule))).toEqual(new Set(JSON.parse(stdout)));
});

test('every room of lib has its line in the table', () => {
  const rooms = readdirSync('lib', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of rooms) write(`lib/${name}/probe.ts`, `import '@/lib/base/fine';\nexport {};\n`);
  const strangers = cruise().filter(
    ({ from, rule }) => rule.name === 'lib-room-has-a-place' && from.endsWith('probe.ts'),
  );
  expect(strangers).toEqual([]);
});

function rulesBrokenBy(file: string): string[] {
  return violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);
}

function cruise(): Violation[] {
  const program = resolve('node_modules/.bin/depcruise');
  const { stdout, stderr } = spawnSync(
    program,
    ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...ROOMS],
    {
      cwd: house,
      encoding: 'utf8',
      maxBuffer: 1e8,
    },
  );
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout).summary.violations;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  writeFileSync(join(house, file), text);
}
