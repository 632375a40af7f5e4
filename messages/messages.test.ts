import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from './en';
import fr from './fr';
import { locales } from './locales';

type Words = { [key: string]: string | Words };

/** Every sentence by its dotted key, with the names of its ICU arguments and the kinds that they have. */
function argumentsOf(words: Words, prefix = ''): [string, string[]][] {
  return Object.entries(words).flatMap(([key, value]): [string, string[]][] => {
    const path = prefix ? `${prefix}.${key}` : key;
    if (typeof value !== 'string') return argumentsOf(value, path);
    const found = [...value.matchAll(/\{\s*(\w+)\s*(?:,\s*(\w+)|\})|<(\w+)>/g)];
    return [[path, [...new Set(found.map((match) => match.slice(1).filter(Boolean).join(' ')))].sort()]];
  });
}

const sentences = (words: Words): string[] =>
  Object.values(words).flatMap((value) => (typeof value === 'string' ? [value] : sentences(value)));

// The English of a refusal, and of what is wrong with a field, stands where it is made: lib/refusals.test.ts and
// lib/fields.test.ts hold these two complete instead.
const namespacesOf = (locale: string) =>
  readdirSync(join(import.meta.dirname, locale))
    .filter((file) => file !== 'refusal.json' && file !== 'field.json')
    .map((file) => file.replace('.json', ''))
    .sort();

describe('the words of the interface', () => {
  it('are the same keys with the same arguments in every language', () => {
    expect(Object.fromEntries(argumentsOf(fr))).toEqual(Object.fromEntries(argumentsOf(en)));
  });

  it('are all loaded: each file of a language is in its list', () => {
    expect(Object.keys(locales).sort()).toEqual(['en', 'fr']);
    expect(namespacesOf('en')).toEqual(Object.keys(en).sort());
    expect(namespacesOf('fr')).toEqual(Object.keys(fr).sort());
  });

  it('say something, and nobody shouts or jokes', () => {
    for (const text of [...sentences(en), ...sentences(fr)]) {
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/!|\boops\b/iu);
    }
  });

  it('are valid files with no key twice', () => {
    for (const locale of Object.keys(locales)) {
      for (const name of namespacesOf(locale)) {
        const file = readFileSync(join(import.meta.dirname, locale, `${name}.json`), 'utf8');
        const written = [...file.matchAll(/^\s*"([^"]+)":/gm)].length;
        const count = (words: Words): number =>
          Object.values(words).reduce<number>(
            (sum, value) => sum + 1 + (typeof value === 'string' ? 0 : count(value)),
            0,
          );
        expect([name, count(JSON.parse(file))]).toEqual([name, written]);
      }
    }
  });
});
