import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { inTenant } from '@/db/client';
import { users } from '@/db/schema/person';
import { COMMANDS, QUERIES } from '@/lib/catalogue';
import { NOON } from '@/testing/ground';
import { newId } from './id';
import { makeLog } from './log';

/** What a log really writes when it is given something. */
function written(line: object): string {
  const stream = new PassThrough();
  makeLog('info', stream).info(line, 'a line');
  return String(stream.read());
}

const SECRET_NAME =
  /pass(word|phrase)|secret|token|ticket|^code$|codes$|^(pin|puk)\d?$|cookie|document_?number/i;

/** The names of all fields that commands and queries take or give, wherever in them. */
function namesIn(schema: z.core.$ZodType, seen = new Set<z.core.$ZodType>()): string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const def = schema._zod.def as unknown as Record<string, unknown>;
  const parts = [def.element, def.innerType, def.in, def.out, def.valueType, ...((def.options as []) ?? [])];
  const shape = Object.entries((def.shape ?? {}) as Record<string, z.core.$ZodType>);
  const inner = [...parts, ...shape.map(([, part]) => part)].filter(Boolean) as z.core.$ZodType[];
  return [...shape.map(([name]) => name), ...inner.flatMap((part) => namesIn(part, seen))];
}

const secretFields = [
  ...new Set(
    [...COMMANDS, ...QUERIES]
      .flatMap(({ input, output }) => [...namesIn(input), ...namesIn(output)])
      .filter((name) => SECRET_NAME.test(name)),
  ),
];

test('there are secret fields to look for', () => {
  expect(secretFields).toEqual(expect.arrayContaining(['password', 'code', 'ticket', 'secret']));
});

test.each([...secretFields, 'authorization', 'cookie', 'set-cookie', 'puk1', 'pin2'])(
  '%s is written at no depth',
  (name) => {
    const secret = 'hunter2-hunter2';
    const one = { [name]: secret };
    for (const line of [
      one,
      { input: one },
      { request: { headers: one } },
      { a: { b: { c: one } } },
      { list: [one] },
    ])
      expect(written(line)).not.toContain(secret);
    expect(written(one)).toContain('[redacted]');
  },
);

test('a number of a person does not reach the log by way of a broken statement', async () => {
  const tenantId = newId(NOON);
  const row = { tenantId, id: newId(NOON), name: 'Aline Uwase', email: 'aline@example.com' };
  const write = () =>
    inTenant(tenantId, (tx) => tx.insert(users).values({ ...row, status: 'active', createdAt: NOON }));
  const error = await write().then(
    () => undefined,
    (problem: Error) => problem,
  );
  expect(error?.message).toContain('aline@example.com');
  const line = written({ err: error });
  expect(line).not.toMatch(/Aline|aline@example/);
  expect(JSON.parse(line).err).toMatchObject({
    errorCode: '23503',
    message: expect.stringContaining('insert into "users"'),
    stack: expect.stringContaining('violates foreign key constraint'),
  });
  expect(Object.keys(JSON.parse(line).err)).toEqual(['type', 'message', 'stack', 'errorCode']);
});

test('a line says what happened, and that it is ours', () => {
  expect(JSON.parse(written({ port: 3000 }))).toMatchObject({ app: 'ngao', port: 3000, msg: 'a line' });
});
