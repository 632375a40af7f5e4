import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../base/refusal';
import { checkBody } from './check-body';

// What the script of a page writes with; Next brings it along, and no types for it.
const { encodeReply } = createRequire(import.meta.url)(
  'next/dist/compiled/react-server-dom-turbopack/client.browser',
) as { encodeReply(values: unknown[]): Promise<FormData | string> };

const ACTION = 'a'.repeat(42);
const REFERENCE = JSON.stringify({ id: ACTION, bound: '$@1' });

/** What a browser would put on the wire for a form, or for a text. */
async function wire(body: FormData | string): Promise<[string, Buffer]> {
  const request = new Request('http://own.invalid', { method: 'POST', body });
  return [request.headers.get('content-type') ?? '', Buffer.from(await request.arrayBuffer())];
}

async function verdict(body: FormData | string | [string, Buffer], headers: Record<string, string> = {}) {
  const [type, bytes] = Array.isArray(body) ? body : await wire(body);
  try {
    await checkBody({ 'content-type': type, ...headers }, bytes);
    return 'passes';
  } catch (error) {
    if (error instanceof Refusal) return error.status;
    throw error;
  }
}

const toAction = { 'next-action': ACTION };
const formOf = (fields: Record<string, string>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
};

// A field of this name is refused on purpose, as the list below has it: no form of ours has one.
const fieldName = fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => name !== '__proto__');
const fields = fc.dictionary(fieldName, fc.string({ unit: 'grapheme' }), { noNullPrototype: true });
const holdsNul = (value: unknown) => JSON.stringify(value).includes('\\u0000');

describe('what React itself writes', () => {
  it('passes, from a page with script', async () => {
    await fc.assert(
      fc.asyncProperty(fields, fc.string({ unit: 'grapheme' }), fc.bigInt(), async (typed, message, cost) => {
        fc.pre(!holdsNul(typed));
        const before = {
          status: 'refused',
          message,
          values: typed,
          output: { cost, at: new Date(0), none: undefined },
        };
        expect(await verdict(await encodeReply([before, formOf(typed)]), toAction)).toBe('passes');
      }),
    );
    expect(await verdict(await encodeReply([{ status: 'idle' }]), toAction)).toBe('passes');
  });

  it('passes, from a page without script', async () => {
    const form = {
      $ACTION_REF_1: '',
      '$ACTION_1:0': REFERENCE,
      '$ACTION_1:1': '[{"status":"idle"}]',
      $ACTION_KEY: 'k',
    };
    await fc.assert(
      fc.asyncProperty(fields, async (typed) => {
        fc.pre(!holdsNul(typed) && !Object.keys(typed).some((name) => name.startsWith('$ACTION_')));
        expect(await verdict(formOf({ ...form, ...typed }))).toBe('passes');
      }),
    );
    expect(await verdict(formOf({ [`$ACTION_ID_${ACTION}`]: '', name: 'Ana' }))).toBe('passes');
  });
});

describe('what React would never write to an action', () => {
  it.each([
    '"$1"',
    '["$0"]',
    '["$@1"]',
    '["$h1"]',
    '["$Q1"]',
    '["$W1"]',
    '["$i1"]',
    '["$R1"]',
    '["$r1"]',
    '["$X1"]',
    '["$x1"]',
    '["$B1"]',
    '["$A1"]',
    '["$T"]',
    '["$Dnever"]',
    '["$nx"]',
    `["$n${'9'.repeat(400)}"]`,
    '["$"]',
    '["$1:__proto__:then"]',
    '["$K1","$K2"]',
    '["$K1","$K1"]',
    '["$Kzz"]',
    '[{"__proto__":{}}]',
    '{"then":"$1"}',
    '{}',
    'null',
    '',
    '[',
    `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
    '[1,2,3,4,5,6,7,8,9]',
  ])('is refused: %s', async (text) => {
    expect(await verdict(text, toAction)).toBe(400);
    expect(await verdict(formOf({ 0: text }), toAction)).toBe(400);
    const bound = { $ACTION_REF_1: '', '$ACTION_1:0': REFERENCE, '$ACTION_1:1': text };
    expect(await verdict(formOf(bound))).toBe(400);
  });

  it.each([
    { 1: '[]' },
    { 0: '["$K1"]', 1: '[]' },
    { 0: '["$K1"]', S1: 'C' },
    { $ACTION_REF_1: '' },
    { $ACTION_REF_1: '', '$ACTION_1:0': '{"id":"toString","bound":null}' },
    { $ACTION_REF_1: '', '$ACTION_1:0': `{"id":"${ACTION}","bound":"$@2"}`, '$ACTION_1:2': '[]' },
    { $ACTION_REF_1: '', '$ACTION_1:0': `{"id":"${ACTION}","bound":null,"then":1}` },
    { $ACTION_REF_1: '', '$ACTION_1:0': REFERENCE, '$ACTION_1:1': '["$K1"]' },
    { $ACTION_ID_1: '' },
    { '$ACTION_1:0': REFERENCE, '$ACTION_1:1': '[]' },
    { $ACTION_KEY: 'k' },
  ] as Record<string, string>[])('is refused: %j', async (parts) => {
    const isReply = !Object.keys(parts).some((name) => name.startsWith('$'));
    expect(await verdict(formOf(parts), isReply ? toAction : {})).toBe(400);
  });
});

describe('a body that cannot be read', () => {
  const multipart = 'multipart/form-data; boundary=x';
  it.each([
    ['half a form', multipart, '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nvalue'],
    ['no form at all', multipart, ''],
    ['a form without boundary', 'multipart/form-data', '--x--'],
    ['a form of another boundary', multipart, '--y\r\n\r\n--y--'],
    ['a part without name', multipart, '--x\r\ncontent-disposition: form-data\r\n\r\nvalue\r\n--x--\r\n'],
    ['half a JSON', 'application/json', '{"a":'],
    ['a deep JSON', 'application/json', `${'['.repeat(100)}${']'.repeat(100)}`],
    ['a half escape', 'application/x-www-form-urlencoded', 'a=%E0%A4%A'],
    ['escaped bytes that are no UTF-8', 'application/x-www-form-urlencoded', 'a=%ff'],
    ['an escaped NUL', 'application/x-www-form-urlencoded', 'a=%00'],
  ])('is refused: %s', async (_what, type, text) => {
    expect(await verdict([type, Buffer.from(text)])).toBe(400);
  });

  it('is refused when its bytes are no UTF-8, or hold NUL', async () => {
    for (const type of ['application/json', 'application/x-www-form-urlencoded', multipart])
      for (const bytes of [[0xff], [0xed, 0xa0, 0x80], [0x61, 0x00]])
        expect(await verdict([type, Buffer.from(bytes)])).toBe(400);
  });

  it('is refused when it is of no kind that is used here, or compressed', async () => {
    expect(await verdict(['application/xml', Buffer.from('<a/>')])).toBe(415);
    expect(await verdict(['', Buffer.from('a')])).toBe(415);
    expect(await verdict('{}', { 'content-type': 'application/json', 'content-encoding': 'gzip' })).toBe(415);
  });

  it('is refused or passes, never anything else', async () => {
    const type = fc.constantFrom(
      multipart,
      'multipart/form-data; boundary="',
      'application/json',
      'text/plain',
    );
    await fc.assert(
      fc.asyncProperty(type, fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (kind, bytes, action) => {
        const body = Buffer.concat([Buffer.from(kind === multipart ? '--x\r\n' : ''), bytes]);
        const given = await verdict([kind, body], action ? toAction : {});
        expect(['passes', 400, 415]).toContain(given);
      }),
    );
  });

  it('that is empty is none', async () => {
    expect(await verdict(['', Buffer.alloc(0)])).toBe('passes');
  });
});
