import { basename, dirname } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { actionFaults } from '@/testing/server-actions';
import { codeIn, importsOf, nodesOf, type Source, sourceOf, sourcesIn } from '@/testing/source';
import { putIntoStatements } from '@/testing/statements';

const sources = sourcesIn('app', 'components', 'lib', 'db', 'middleware.ts', 'server.ts', 'scripts', 'bench');
const of = (...roots: string[]) => sources.filter(({ path }) => roots.some((root) => path.startsWith(root)));
const pathsWhere = (some: Source[], holds: (source: Source) => boolean) =>
  some.filter(holds).map(({ path }) => path);

test("every export of a 'use server' file is a toAction(...), and such files are named actions.ts", () => {
  expect(sources.flatMap(actionFaults)).toEqual([]);
});

test.each([
  ['app/a/actions.ts', `'use server';\nexport async function remove() {}`],
  ['app/a/actions.ts', `'use server';\nexport const remove = async () => {};`],
  ['app/a/actions.ts', `'use server';\nexport default toAction(remove);`],
  ['app/a/actions.ts', `'use server';\nexport { remove } from './remove';`],
  ['app/a/actions.ts', `'use server';\nexport * from './remove';`],
  ['app/a/actions.ts', `'use server';\nexport const a = toAction(x), b = other(x);`],
  ['app/a/remove.ts', `'use server';\nexport const remove = toAction(x);`],
  ['app/a/page.tsx', `export default function Page() { async function act() { 'use server'; } return act; }`],
])('the rule of actions bites: %s with %s', (path, text) => {
  expect(actionFaults(sourceOf(path, text))).not.toEqual([]);
});

test('an action is one line', () => {
  const good = `'use server';\nimport { toAction } from '@/lib/entry/to-action';\nexport const a = toAction(x);`;
  expect(actionFaults(sourceOf('app/a/actions.ts', good))).toEqual([]);
});

test('the web framework is known to lib/entry alone', () => {
  const knowing = pathsWhere(of('lib', 'db'), (source) =>
    importsOf(source).some((name) => /^(next|next-auth|next-intl)(\/|$)/.test(name)),
  );
  expect(knowing.filter((path) => !path.startsWith('lib/entry/'))).toEqual([]);
});

// A value in the text of a statement is an injection in waiting, and row-level security is no wall against one: the
// statement could set another tenant. These are no values: a checked UUID, one of two names of columns, places for
// parameters, and parts of statements that stand in the same file.
const CHECKED = [
  'db/client.ts: tenantId',
  'lib/auth/find-account.ts: column',
  'lib/counter/float/read-day.ts: direction',
  'lib/counter/float/read-day.ts: kind',
  "lib/counter/float/read-day.ts: lines('in', 'credit', 'earned', \"and t.operation = 'commission'\")",
  "lib/counter/float/read-day.ts: lines('out', 'debit', 'earned', \"and t.operation = 'commission_reversal'\")",
  'lib/counter/float/read-day.ts: owner',
  'lib/counter/float/read-day.ts: side',
  'lib/counter/float/read-day.ts: where',
  'lib/counter/list-floats.ts: order',
  'lib/counter/list-floats.ts: where',
  "lib/notice/promise-message.ts: messages.join(', ')",
  "lib/notice/promise-message.ts: queue.join(', ')",
  'lib/person/recovery/ask.ts: column',
  'lib/person/recovery/complete.ts: table',
  "lib/sim/stock/insert-many.ts: columns.join(', ')",
  'lib/sim/stock/insert-many.ts: into',
  'lib/sim/stock/judge.ts: found',
  'lib/sim/stock/judge.ts: values',
  'lib/tenant/find-tenant.ts: column',
  'lib/wallet/figures.ts: lock',
  'lib/wallet/figures.ts: now',
  "lib/wallet/figures.ts: stands('h', now)",
  'lib/wallet/fraud/scored.ts: row',
  "lib/wallet/ledger-page.ts: half('in', 'credit', 'debit', where)",
  "lib/wallet/ledger-page.ts: half('out', 'debit', 'credit', where)",
];

test('no value is put into the text of a statement', () => {
  const found = of('app', 'lib', 'db/client.ts', 'server.ts').flatMap(putIntoStatements);
  expect([...new Set(found)].toSorted()).toEqual(CHECKED);
});

test.each([
  'client.query(`select * from users where name = $' + '{name}`)',
  'const text = `\n  update users set name = $' + '{row.name}`',
  `client.query("delete from users where id = '" + id + "'")`,
  'sql.raw(order)',
])('the rule of statements bites: %s', (text) => {
  expect(putIntoStatements(sourceOf('lib/a.ts', text))).toHaveLength(1);
});

test('no page writes markup past React, and nothing is run that was text', () => {
  const DANGEROUS = /dangerouslySetInnerHTML|\.(inner|outer)HTML\b|\beval\(|\bnew Function\(|document\.write/;
  // One text of our own, which no input reaches, has to run before any script is there: it holds what is pressed early.
  const OWN = 'dangerouslySetInnerHTML={{ __html: EARLY_PRESS }}';
  const found = pathsWhere(of('app', 'components', 'lib'), ({ text }) =>
    DANGEROUS.test(text.replace(OWN, '')),
  );
  expect(found).toEqual([]);
});

test('a file has at most 300 lines, a schema 400', () => {
  const long = codeIn(
    'app',
    'components',
    'lib',
    'db',
    'scripts',
    'bench',
    'testing',
    'middleware.ts',
    'server.ts',
  )
    .map((path) => [path, lengthOf(path)] as const)
    .filter(([path, lines]) => lines > (path.startsWith('db/schema/') ? 400 : 300));
  expect(long).toEqual([]);
});

test('no drawer collects what has no name', () => {
  const DRAWER = /^(utils?|helpers?|services?|types?|constants?|managers?|common|misc|shared|index)$/;
  const drawers = codeIn('app', 'components', 'lib', 'db', 'scripts', 'bench', 'testing').flatMap((path) =>
    [...dirname(path).split('/'), basename(path).replace(/\..*$/, '')].filter((name) => DRAWER.test(name)),
  );
  expect(drawers).toEqual([]);
});

test('nothing is caught and forgotten, nothing is left for later', () => {
  const forgotten = sources.flatMap((source) =>
    [...nodesOf(source.tree)]
      .filter((node) => ts.isCatchClause(node) && node.block.statements.length === 0)
      .map(() => source.path),
  );
  expect(forgotten).toEqual([]);
  expect(
    pathsWhere(sources, ({ text }) => /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|nocheck)/.test(text)),
  ).toEqual([]);
});

function lengthOf(path: string): number {
  return (ts.sys.readFile(path) ?? '').split('\n').length - 1;
}
