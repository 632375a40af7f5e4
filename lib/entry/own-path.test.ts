import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownPath } from './own-path';

test.each(['/user/dashboard', '/admin/audit?command=wallet.transfer&after=1'])('%s is ours', (path) => {
  expect(ownPath(path)).toBe(path);
});

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '',
  undefined,
  7,
  '/\t/evil.example',
  '\\\\evil',
  '/.//evil.example',
  '/a/..//evil.example',
  '/%2e//evil.example',
  '/./\\evil.example',
])('%s leads nowhere but home', (path) => expect(ownPath(path)).toBe('/'));

test('whatever is given, the way stays on this host', () => {
  const pieces = fc.array(
    fc.constantFrom('/', '\\', '.', '..', '%2e', '%2f', '\t', 'evil.example', '@', ':', '?', '#'),
  );
  const texts = fc.oneof(
    fc.string(),
    pieces.map((some) => some.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(new URL(ownPath(text), 'https://mtn.example').host).toBe('mtn.example');
      expect(new URL(ownPath(`/${text}`), 'https://mtn.example').host).toBe('mtn.example');
    }),
  );
});
