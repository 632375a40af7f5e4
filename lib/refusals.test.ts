import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { refusalsIn } from '@/testing/refusals';
import { sourceOf, sourcesIn } from '@/testing/source';

const found = sourcesIn('app', 'components', 'lib', 'db', 'scripts', 'server.ts', 'middleware.ts').map(
  refusalsIn,
);
const said = found.flatMap((file) => file.said);
const FRENCH = 'messages/fr/refusal.json';
const french: Record<string, string> = existsSync(FRENCH) ? JSON.parse(readFileSync(FRENCH, 'utf8')) : {};

const placesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('every refusal says its code and its sentence where it is made', () => {
  expect(found.flatMap((file) => file.unread)).toEqual([]);
  expect(said.length).toBeGreaterThan(30);
});

test('a code belongs to one sentence', () => {
  const sentences = Map.groupBy(said, ({ code }) => code);
  const several = [...sentences].filter(([, uses]) => new Set(uses.map(({ template }) => template)).size > 1);
  expect(several).toEqual([]);
});

test('a sentence has one code', () => {
  const codes = Map.groupBy(said, ({ template }) => template);
  const several = [...codes].filter(([, uses]) => new Set(uses.map(({ code }) => code)).size > 1);
  expect(several).toEqual([]);
});

test('a code is small letters and underscores, and a sentence ends as one and blames nobody', () => {
  expect(said.filter(({ code }) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(code))).toEqual([]);
  expect(said.filter(({ template }) => !/^[A-Z\p{Lu}{].*[.?]$/su.test(template))).toEqual([]);
  expect(said.filter(({ template }) => /!|\b(oops|illegal|abort)/i.test(template))).toEqual([]);
});

test('a sentence is filled: what it has places for is handed in, and nothing else', () => {
  const unfilled = said.filter(
    ({ template, given }) => given && given.toSorted().join() !== placesIn(template).join(),
  );
  expect(unfilled).toEqual([]);
  expect(said.filter(({ given }) => given && given.length > 0).length).toBeGreaterThan(5);
});

test('every refusal can be said in French, with the same values, and no sentence is left over', () => {
  expect(Object.keys(french)).toEqual(Object.keys(french).toSorted());
  expect([...new Set(said.map(({ code }) => code))].toSorted()).toEqual(Object.keys(french));
  const places = (sentences: Iterable<[string, string]>) =>
    Object.fromEntries([...sentences].map(([code, text]) => [code, placesIn(text)]));
  expect(places(Object.entries(french))).toEqual(places(said.map(({ code, template }) => [code, template])));
});

test('the French sentences are sentences, and have no apostrophe that a message format takes for a quote', () => {
  const faulty = Object.values(french).filter(
    (text) => !/^[\p{Lu}{].*[.?]$/su.test(text) || /['!]/.test(text),
  );
  expect(faulty).toEqual([]);
});

test.each([
  ['directly', `throw new Refusal('a', 'A.');`],
  [
    'through a function',
    `const no = (code: string, text: string) => new Refusal(code, text);\nno('a', 'A.');`,
  ],
  ['through a declared one', `function no(code: string) { return new Refusal(code, 'A.'); }\nno('a');`],
  ['as a class of its own', `class No extends Refusal { constructor() { super('a', 'A.'); } }`],
])('a refusal made %s is found', (_how, text) => {
  const { said: here, unread } = refusalsIn(sourceOf('a.ts', text));
  expect(here).toMatchObject([{ code: 'a', template: 'A.' }]);
  expect(unread).toEqual([]);
});

test.each([`new Refusal(code, 'A.')`, `new Refusal('a', \`A \${x}.\`)`, `new Refusal(x ? 'a' : 'b', 'A.')`])(
  'a refusal that hides its code or sentence is found: %s',
  (text) => {
    expect(refusalsIn(sourceOf('a.ts', text)).unread).toHaveLength(1);
  },
);
