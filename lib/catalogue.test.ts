import { expect, test } from 'vitest';
import { z } from 'zod';
import { declaredIn } from '@/testing/declared';
import { looseParts } from '@/testing/schema';
import { sourcesIn } from '@/testing/source';
import { COMMANDS, QUERIES } from './catalogue';
import { ABOUT_ONESELF, OPEN_TO_STRANGERS, OPERATORS_ONLY, PERMISSIONS } from './policy/permissions';
import { BUILT_IN_ROLES, permissionsOf } from './policy/roles';

const specs = [...COMMANDS, ...QUERIES];
const names = specs.map(({ name }) => name).toSorted();
const declared = sourcesIn('app', 'components', 'lib', 'db', 'scripts').flatMap(declaredIn);

test('every command and query that is written stands in the catalogue, and the reverse', () => {
  const written = (kind: string) =>
    declared
      .filter((one) => one.kind === kind)
      .map(({ name }) => name)
      .toSorted();
  expect(COMMANDS.map(({ name }) => name).toSorted()).toEqual(written('command'));
  expect(QUERIES.map(({ name }) => name).toSorted()).toEqual(written('query'));
  expect(COMMANDS.every(({ kind }) => kind === 'command')).toBe(true);
  expect(QUERIES.every(({ kind }) => kind === 'query')).toBe(true);
});

test('commands and queries live in lib and say their name in a word', () => {
  expect(declared.filter(({ path, name }) => !path.startsWith('lib/') || !name)).toEqual([]);
});

test('a name is one deed', () => {
  expect(names).toEqual([...new Set(names)]);
});

test('every name is a permission, every permission is a name', () => {
  expect(names).toEqual(PERMISSIONS);
});

test.each(specs.map((spec) => [spec.name, spec] as const))(
  '%s refuses unknown fields in what it takes and gives',
  (_name, spec) => {
    expect(looseParts(spec.input)).toEqual([]);
    expect(looseParts(spec.output)).toEqual([]);
  },
);

test.each([
  ['an object', z.object({ a: z.string() }), ['$']],
  ['a loose object', z.strictObject({ a: z.looseObject({}) }), ['$.a']],
  ['an object in a list', z.strictObject({ a: z.array(z.object({})).optional() }), ['$.a.innerType.element']],
  ['an object of a union', z.union([z.strictObject({}), z.object({})]), ['$.union']],
  ['an object behind a default', z.strictObject({ a: z.object({}).prefault({}) }), ['$.a.innerType']],
  ['an object that is transformed', z.object({}).transform(String), ['$.in']],
  ['anything', z.strictObject({ a: z.unknown(), b: z.any() }), ['$.a', '$.b']],
])('the check of strictness notices %s', (_what, schema, paths) => {
  expect(looseParts(schema)).toEqual(paths);
});

test('a role that only reads is given nothing that changes anything, whatever it names', () => {
  const isQuery = (name: string) => QUERIES.some((query) => query.name === name);
  const reader = { key: 'reader', access: 'read' as const, permissions: [...PERMISSIONS] };
  const changing = permissionsOf([reader], isQuery).filter((name) => !isQuery(name));
  expect(changing.filter((name) => !ABOUT_ONESELF.includes(name))).toEqual([]);
});

test("no role of a tenant, built-in or its own, may do what is the operator's alone", () => {
  const own = { key: 'own', access: 'write' as const, permissions: [...PERMISSIONS] };
  const all = [own, ...BUILT_IN_ROLES.map((key) => ({ ...own, key }))];
  const granted = all.flatMap((role) => permissionsOf([role], () => true));
  expect(granted.filter((name) => OPERATORS_ONLY.includes(name))).toEqual([]);
});

test('strangers may do what is on this list, which grows on purpose', () => {
  const open = specs.filter(({ proof }) => proof === 'none').map(({ name }) => name);
  expect(open.toSorted()).toEqual([...OPEN_TO_STRANGERS]);
});

test("what is the operator's alone stands behind a proof, so that a stranger cannot do it either", () => {
  const open = specs.filter(({ name, proof }) => OPERATORS_ONLY.includes(name) && proof === 'none');
  expect(open).toEqual([]);
});
