import fc from 'fast-check';

/** Texts that have broken somebody's program before: each aims at one layer between the wire and the disk. */
export const HOSTILE_TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udfffb',
  '\u202egnirts',
  '\ufeff',
  'ﷺ'.repeat(50),
  'Z\u0351\u036b\u0343'.repeat(200),
  '\r\nSet-Cookie: a=b',
  "'; drop table tenants; --",
  "' or 1=1 --",
  '$1',
  '\\',
  '%',
  '%00',
  '%s%n',
  '../../../../etc/passwd',
  'file:///etc/passwd',
  '=cmd|" /C calc"!A0',
  '@SUM(1+1)',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '$ACTION_ID_0',
  '$K1',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e309',
  '0x10',
  '٣٤٥',
  '9'.repeat(400),
  '-9223372036854775809',
  '0.1',
  '1,5',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-7FFF-BFFF-FFFFFFFFFFFF',
  '+275760-09-13T00:00:00.000Z',
  '0000-00-00',
  '2026-02-30',
  '-000001-01-01T00:00:00Z',
  '+250788',
  '0'.repeat(30),
  '89'.padEnd(19, '0'),
  'a@b',
  `${'a'.repeat(300)}@example.com`,
  '/\\evil.example',
  '//evil.example',
  'javascript:alert(1)',
  'x'.repeat(100_000),
] as const;

/** The few of all kinds that go deepest, for trying each of them everywhere. */
export const NASTIEST: readonly unknown[] = [
  'a\0b',
  'a\ud800',
  '',
  "' or 1=1 --",
  '%00../',
  '9'.repeat(400),
  '+275760-09-13T00:00:00.000Z',
  'x'.repeat(100_000),
  '00000000-0000-0000-0000-000000000000',
  null,
  -1,
  2 ** 53,
  2 ** 31,
  Number.NaN,
  10n ** 40n,
  new Date(8.64e15),
  new Date(Number.NaN),
  [['a\0b']],
  JSON.parse('{"__proto__": {"isOwner": true}}'),
];

const text = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

const scalar = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 2, arbitrary: fc.constantFrom(null, undefined, true, false) },
  {
    weight: 2,
    arbitrary: fc.oneof(
      fc.constantFrom(0, -0, -1, 1.5, 2 ** 53, 1e308, NaN, Infinity, -Infinity),
      fc.double(),
    ),
  },
  { weight: 1, arbitrary: fc.oneof(fc.constantFrom(0n, -1n, 2n ** 63n, 10n ** 40n), fc.bigInt()) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(new Date(Number.NaN), new Date(8.64e15), new Date(-8.64e15), new Date(0)),
  },
);

const strangeObject = fc.constantFrom<unknown>(
  [],
  {},
  [[[[[[[[]]]]]]]],
  Object.create(null),
  JSON.parse('{"__proto__": {"isOwner": true}}'),
  { constructor: { prototype: {} } },
  { toString: 'not a function' },
  JSON.parse('{"then": "not a promise"}'),
  new Map([['a', 1]]),
  new Set([1]),
  () => 'a function',
  Symbol('a symbol'),
  new Uint8Array(8),
  Array.from({ length: 2_000 }, () => 'x'),
);

/** Anything that a stranger could put where a field is expected. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: scalar },
  { weight: 2, arbitrary: strangeObject },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.string({ maxLength: 10 }), scalar, { maxKeys: 4 }) },
);

/** Any hostile text, for places that hold nothing else: paths, queries, headers and form fields. */
export const hostileText: fc.Arbitrary<string> = text;
