import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effort } from '@/testing/effort';
import { hostileText } from '@/testing/hostile';
import { fill, routesOf } from '../fixtures/built-app';
import { isOpen, PARAMETERS, READ_COOKIES, READ_HEADERS } from './addresses';
import { aTarget } from './attacker';
import { expectPageClosed } from './closed';
import { expectClear, verdictOf } from './verdict';

const routes = routesOf(process.cwd());
const pages = routes.filter(({ isPage }) => isPage);
const target = await aTarget();
const { stranger, visitor, canary, send } = target;
const visitors = [stranger, await visitor('user'), await visitor('agent'), await visitor('owner')];

test('there are pages, and those of a portal are not open to strangers', () => {
  expect(pages.length).toBeGreaterThan(5);
  expect(routes.filter(({ path }) => /^\/(admin|agent|user)\b/.test(path) && isOpen(path))).toEqual([]);
});

test('the check of closed pages notices an open one', async () => {
  await expect(expectPageClosed(target, '/sign-up')).rejects.toThrow('served');
});

describe.each(pages.filter(({ path }) => !isOpen(path)))('$path', ({ path }) => {
  test('is closed to a stranger in every form', () => expectPageClosed(target, path));
});

/** Percent-encoding of anything, and half an escape where it is cut off. */
const escaped = hostileText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 6_000));
const query = fc
  .array(fc.tuple(fc.constantFrom(...PARAMETERS), escaped), { maxLength: 4 })
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'));

const headerText = fc
  .oneof(escaped, hostileText)
  .map((text) => text.replace(/[^\x20-\x7e\x80-\xff]/g, '').slice(0, 4_000));
const headers = fc
  .dictionary(fc.constantFrom(...READ_HEADERS), headerText, { maxKeys: 3, noNullPrototype: true })
  .chain((some) =>
    fc
      .record(
        { rsc: fc.constantFrom('1', '0'), cookie: fc.tuple(fc.constantFrom(...READ_COOKIES), headerText) },
        { requiredKeys: [] },
      )
      .map(({ rsc, cookie }) => ({
        ...some,
        ...(rsc ? { rsc } : {}),
        ...(cookie ? { cookie: `${cookie[0]}=${cookie[1]}` } : {}),
      })),
  );

describe.each(routes)('$path', ({ path }) => {
  test('answers hostile addresses and headers clearly', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...visitors),
        hostileText,
        query,
        headers,
        async (who, part, search, given) => {
          const asked = { path: `${fill(path, part.toWellFormed())}?${search}`, headers: given };
          const answer = await send(who, asked);
          expectClear(answer, [who.name, asked]);
          if (who === stranger) expect(answer.body).not.toContain(canary);
        },
      ),
      { numRuns: effort(25), endOnFailure: true },
    );
  });
});

describe.each(routes)('$path', ({ path }) => {
  test('refuses whatever is sent to it that is no form of ours', async () => {
    const [, , , owner = stranger] = visitors;
    for (const who of [stranger, owner]) {
      for (const [type, body] of NO_FORMS) {
        const headers: Record<string, string> = type ? { 'content-type': type } : {};
        const asked = { method: 'POST', path: fill(path, '1'), headers, body };
        const answer = await send(who, asked);
        expectClear(answer, asked);
        // Anything is a file to who may upload one.
        if (who === owner && path.startsWith('/api/uploads/')) continue;
        // What shows the key of a browser takes no body, and reads none: the signature is in a header.
        if (who === owner && path === '/api/device') continue;
        // A form of preferences that says nothing changes nothing, and leads back.
        const about = [path, type, body.slice(0, 80)];
        expect([about, verdictOf(answer)]).not.toEqual([about, 'served']);
      }
    }
  });
});

const NO_FORMS: [type: string, body: string][] = [
  ['', ''],
  ['', 'x'],
  ['text/plain', 'x'],
  ['application/json', '{"a":1}'],
  ['application/json', '{"a":'],
  ['application/json', '['.repeat(100_000)],
  ['application/x-www-form-urlencoded', 'a=%zz'],
  ['application/x-www-form-urlencoded', 'a=%ff'],
  ['application/x-www-form-urlencoded', 'a=b&a=c&__proto__=d'],
  ['multipart/form-data', 'x'],
  ['multipart/form-data; boundary=x', ''],
  ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb'],
  [
    'multipart/form-data; boundary=x',
    '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n',
  ],
  ['application/octet-stream', 'x'.repeat(1024 * 1024 + 1)],
];
