import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { inputOfForm } from '@/lib/entry/form-fields';
import { replyWith, withoutScript } from '@/testing/action-forms';
import { effort } from '@/testing/effort';
import { hostileText } from '@/testing/hostile';
import type { Asked } from '@/testing/raw-http';
import { rowsOf } from '@/testing/tenant-rows';
import { actionsOf, type ServerAction } from '../fixtures/built-app';
import { aTarget, FIELD_NAMES } from './attacker';
import { pageOf } from './closed';
import { expectClear, verdictOf } from './verdict';

const actions = actionsOf(process.cwd());
const { ground, stranger, visitor, canary, send } = await aTarget();

/** The rows as they stand once the outbox has looked at every message: that it does is nothing that a request did. */
async function rows(): Promise<Record<string, string>> {
  const { id } = ground.tenant;
  const untried = () =>
    inTenant(id, async (tx) => {
      const { rowCount } = await tx.$client.query(
        `select from outbox_messages where tenant_id = $1 and state = 'waiting' and last_problem is null`,
        [id],
      );
      return rowCount;
    });
  await expect.poll(untried, { timeout: 30_000 }).toBe(0);
  return rowsOf(id);
}

const fields = fc.dictionary(fc.constantFrom(...FIELD_NAMES, '__proto__', 'more'), hostileText, {
  maxKeys: 12,
  noNullPrototype: true,
});

/** What a stranger may do with a form that holds nothing: a browser is handed the challenge that a passkey answers. */
const opensEmpty = ({ name, pages }: ServerAction) =>
  name === 'beginPasskeyAction' && pages.includes('/sign-in');

/** Whether a form asks for anything: empty fields, and those that steer the page, are no part of what is asked. */
function asksSomething(form: Record<string, string>): boolean {
  const data = new FormData();
  for (const [name, value] of Object.entries(form)) data.set(name, value);
  return Object.keys(inputOfForm(data)).length > 0;
}

test('there are actions', () => expect(actions.length).toBeGreaterThan(5));

test('a stranger is handed the challenge of a passkey, and nothing else is written', async () => {
  const [action, ...more] = actions.filter(opensEmpty);
  expect([action?.pages, more]).toEqual([['/sign-in'], []]);
  const before = await rows();
  const answer = await send(stranger, { path: '/sign-in', ...replyWith(action?.id ?? '', {}) });
  expect(answer.body).toMatch(/"challenge":"[\w-]{43}"/);
  expect(answer.body).not.toContain(canary);
  expect(changed(before, await rows())).toEqual(['passkey_challenges']);
});

describe.each(actions)('$name', (action) => {
  const path = pageOf(action);

  test('does nothing for a stranger, with a script or without, whatever the form holds', async () => {
    const before = await rows();
    await fc.assert(
      fc.asyncProperty(fields, fc.boolean(), async (form, byScript) => {
        fc.pre(!opensEmpty(action) || asksSomething(form));
        const asked = byScript ? replyWith(action.id, form) : withoutScript(action.id, form);
        const answer = await send(stranger, { path, ...asked });
        expectClear(answer, [path, form]);
        expect(answer.body).not.toContain(canary);
        expect([form, verdictOf(answer)]).not.toEqual([form, 'served']);
      }),
      { numRuns: effort(6), endOnFailure: true },
    );
    expect(changed(before, await rows())).toEqual([]);
  });

  test('answers whoever is signed in clearly, whatever the form holds', async () => {
    const visitors = [await visitor('user'), await visitor('agent'), await visitor('owner')];
    let before: Record<string, string> | undefined;
    await fc.assert(
      fc.asyncProperty(fields, fc.boolean(), fc.constantFrom(...visitors), async (form, byScript, who) => {
        const asked = byScript ? replyWith(action.id, form) : withoutScript(action.id, form);
        before ??= await rows();
        const answer = await send(who, { path, ...asked });
        expectClear(answer, [who.name, path, form]);
        // A refusal that was returned may keep its own count; what it refused is not there.
        if (verdictOf(answer) !== 'refused') before = undefined;
        else expect(changed(before, await rows())).toEqual([]);
      }),
      { numRuns: effort(6), endOnFailure: true },
    );
  });

  test('refuses payloads that no page of ours sends', async () => {
    const owner = await visitor('owner');
    const before = await rows();
    for (const asked of brokenPayloads(action.id)) {
      const answer = await send(owner, { path, ...asked });
      expectClear(answer, [path, asked]);
      expect([asked, answer.status >= 400]).toEqual([asked, true]);
    }
    expect(changed(before, await rows())).toEqual([]);
  });

  test('refuses to be called from elsewhere', async () => {
    const owner = await visitor('owner');
    for (const origin of ['https://evil.example', 'null', '']) {
      const { headers, ...asked } = replyWith(action.id, {});
      const answer = await send(owner, { path, ...asked, headers: { ...headers, origin } });
      expect(answer.status).toBe(403);
    }
  });
});

test('an action that does not exist is refused', async () => {
  const owner = await visitor('owner');
  for (const id of [
    randomBytes(21).toString('hex'),
    'toString',
    '__proto__',
    'a'.repeat(42),
    '',
    'x'.repeat(5_000),
  ]) {
    for (const asked of [replyWith(id, {}), withoutScript(id, {})]) {
      const answer = await send(owner, { path: '/sign-in', ...asked });
      expectClear(answer, asked);
      expect([id, asked.headers, answer.status]).toEqual([
        id,
        asked.headers,
        expect.toSatisfy((s) => s >= 400),
      ]);
    }
  }
});

// Jobs count beside the requests, and whether a session was seen lately says nothing about what was done in it.
const BESIDE = ['sessions', 'tallies', 'tally_marks'];

const changed = (before: Record<string, string>, after: Record<string, string>): string[] =>
  Object.keys(after).filter((table) => after[table] !== before[table] && !BESIDE.includes(table));

function brokenPayloads(id: string): Asked[] {
  const headers = { 'next-action': id, 'content-type': 'text/plain;charset=UTF-8' };
  const multipart = { ...headers, 'content-type': 'multipart/form-data; boundary=x' };
  const part = (name: string, value: string) =>
    `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const texts = [
    '',
    '{',
    'null',
    '7',
    '"$@0"',
    '["$0"]',
    '["$h1"]',
    '["$Q1"]',
    '["$Z"]',
    '[',
    '['.repeat(10_000),
  ];
  return [
    ...texts.map((body) => ({ headers, body })),
    ...texts.map((body) => ({ headers: multipart, body: `${part('0', body)}--x--\r\n` })),
    { headers, body: Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]) },
    { headers: multipart, body: part('0', '["$K1"]') },
    { headers: multipart, body: '' },
    { headers: multipart, body: `${part('0', '["$K1"]')}${part('1', '["$K1"]')}--x--\r\n` },
    { headers: { ...headers, 'content-type': 'multipart/form-data' }, body: 'x' },
    { headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=b' },
    { headers, body: Buffer.alloc(1024 * 1024 + 1, 0x20) },
  ].map((asked) => ({ method: 'POST', ...asked }));
}
