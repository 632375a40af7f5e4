import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../base/refusal';
import { parseHost, parseTarget } from './target';

describe('the target of a request', () => {
  it.each(['/', '/admin/people?q=Ana%20%C3%A9', '/a/b?x=1&x=2', '/a?callbackUrl=%2Fadmin%3Fa%3Db'])(
    'may be %s',
    (target) => expect(parseTarget(target).path).toBe(target.split('?')[0]),
  );

  it.each([
    '',
    '*',
    'http://evil.example/',
    '//evil.example',
    '/a//b',
    '/%2fevil.example',
    '/\\evil.example',
    '/%5Cevil.example',
    '/%',
    '/%zz',
    '/%E0%A4%A',
    '/%00',
    '/%0d%0aset-cookie:a',
    '/\u00e9',
    '/a#b',
    '/?q=%',
    '/?q=%ff',
    '/?q=%00',
  ])('may not be %j', (target) => expect(() => parseTarget(target)).toThrow(Refusal));

  it('is refused or understood, never anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          const { path, query } = parseTarget(`/${text}`);
          expect(decodeURIComponent(path)).not.toMatch(/[\0\\]/);
          expect(() => decodeURIComponent(query)).not.toThrow();
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
    );
  });

  it('that is too long is said to be so', () => {
    expect(() => parseTarget(`/${'a'.repeat(9_000)}`)).toThrow(expect.objectContaining({ status: 414 }));
  });
});

describe('the host of a request', () => {
  it.each([
    ['MTN-rw.Example.com', 'http', 'mtn-rw.example.com'],
    ['example.com:80', 'http', 'example.com'],
    ['example.com:443', 'https', 'example.com'],
    ['example.com:443', 'http', 'example.com:443'],
    ['localhost:3000', 'http', 'localhost:3000'],
    ['[::1]:3000', 'http', '[::1]:3000'],
  ] as const)('is read out of %s by %s', (header, scheme, host) =>
    expect(parseHost(header, scheme)).toBe(host),
  );

  it.each([
    undefined,
    '',
    'a b',
    'a,b',
    'a@b',
    'a/b',
    'a?b',
    'a:b',
    'a:99999',
    '.',
    '-a.example',
    'a..b',
    'é.example',
    '[::1',
    'x'.repeat(300),
  ])('is not %j', (header) => expect(() => parseHost(header, 'http')).toThrow(Refusal));
});
