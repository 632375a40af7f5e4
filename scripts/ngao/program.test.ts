import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { newId } from '@/lib/base/id';
import { insertPerson } from '@/lib/person/new-person';
import { NOON } from '@/testing/ground';
import { runNgao } from './program';

/** Runs a line as the operator would type it. */
async function ngao(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runNgao(args, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const newSlug = () => `c-${newId(NOON).slice(-12)}`;

const create = (slug: string, ...more: string[]) =>
  ngao(
    ...['tenant', 'create', '--slug', slug, '--name', 'A clinic'],
    ...['--owner-name', 'Olive Owner', '--owner-email', 'olive@example.com', ...more],
  );

test('a tenant is made with an owner whose password is printed once, and the audit log has it', async () => {
  const slug = newSlug();
  const { code, out } = await create(slug, '--json', '--network', '63510', '--network', '63513');
  expect(code).toBe(0);
  const made = JSON.parse(out);
  expect(made).toMatchObject({ slug, ownerEmail: 'olive@example.com' });
  expect(made.ownerPassword).toMatch(/^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/);
  const events = await inTenant(made.tenantId, async (tx) => {
    const { rows } = await tx.$client.query(
      'select command, outcome, actor_kind, user_agent, change::text from audit_events',
    );
    return rows;
  });
  expect(events).toMatchObject([{ command: 'tenant.create', outcome: 'done', actor_kind: 'system' }]);
  expect(events[0].user_agent).toContain('ngao command line');
  expect(events[0].change).not.toContain(made.ownerPassword);
});

test('the tenants are listed as a table and as JSON', async () => {
  const slug = newSlug();
  await create(slug);
  const table = await ngao('tenant', 'list');
  expect(table.out.split('\n')[0]).toMatch(/^id +slug +name +kind/);
  expect(table.out).toContain(slug);
  const listed: { slug: string }[] = JSON.parse((await ngao('tenant', 'list', '--json')).out);
  expect(listed.filter((tenant) => tenant.slug === slug)).toHaveLength(1);
});

test('a refusal is one sentence on standard error and exit code 1', async () => {
  const slug = newSlug();
  await create(slug);
  expect(await create(slug)).toEqual({ code: 1, out: '', err: 'Another tenant has this short name.' });
  const wrong = await create('Not A Slug', '--json');
  expect(wrong.code).toBe(1);
  expect(JSON.parse(wrong.err)).toMatchObject({
    refused: 'invalid_input',
    fields: { slug: [expect.any(String)] },
  });
});

async function clinic() {
  const slug = newSlug();
  const made = JSON.parse((await create(slug, '--json')).out);
  const join = (email: string) =>
    inTenant(made.tenantId, (tx) =>
      insertPerson(tx, made.tenantId, NOON, {
        name: email.split('@')[0] ?? '',
        email,
        emailVerifiedAt: NOON,
        status: 'active',
        roles: ['user'],
      }),
    );
  return { slug, ownerId: made.ownerId as string, join };
}

const rolesOf = async (slug: string, search: string) => {
  const found = JSON.parse(
    (await ngao('people', 'list', '--tenant', slug, '--search', search, '--json')).out,
  );
  return found.map(({ roles }: { roles: string[] }) => roles);
};

test('people are listed with search, and a tenant that does not exist is refused', async () => {
  const { slug, join } = await clinic();
  for (let index = 0; index < 5; index += 1) await join(`nurse${index}@example.com`);
  const { out } = await ngao('people', 'list', '--tenant', slug, '--search', 'nurse', '--limit', '3');
  expect(out.split('\n')).toHaveLength(4);
  expect(JSON.parse((await ngao('people', 'list', '--tenant', slug, '--json')).out)).toHaveLength(6);
  const nowhere = await ngao('people', 'list', '--tenant', 'nowhere');
  expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining('no tenant "nowhere"') });
});

test('a role is assigned by e-mail and taken away by id, and twice is as good as once', async () => {
  const { slug, join } = await clinic();
  const id = await join('ana@example.com');
  const assign = () => ngao('role', 'assign', 'ANA@example.com', 'agent', '--tenant', slug);
  expect(await assign()).toMatchObject({ code: 0, out: 'ana now has the role agent.' });
  expect(await assign()).toMatchObject({ code: 0, out: 'ana had already the role agent.' });
  expect(await rolesOf(slug, 'ana')).toEqual([['agent', 'user']]);
  expect((await ngao('role', 'remove', id, 'agent', '--tenant', slug)).code).toBe(0);
  expect(await rolesOf(slug, 'ana')).toEqual([['user']]);
});

test('the last owner stays, also for the operator', async () => {
  const { slug, ownerId } = await clinic();
  const ended = await ngao('role', 'remove', ownerId, 'owner', '--tenant', slug);
  expect(ended.code).toBe(1);
  expect(await rolesOf(slug, 'olive')).toEqual([['owner']]);
});

test.each([
  [['nobody@example.com', 'agent'], 'Nobody is found by "nobody@example.com"'],
  [['olive@example.com', 'emperor'], 'does not exist'],
])('role assign %j is refused', async (args, said) => {
  const { slug } = await clinic();
  const ended = await ngao('role', 'assign', ...args, '--tenant', slug);
  expect(ended).toMatchObject({ code: 1, err: expect.stringContaining(said) });
});

test('a file of roles is refused whole with a line for each mistake, then done, then has nothing left to do', async () => {
  const { slug, join } = await clinic();
  await join('ana@example.com');
  await join('ben@example.com');
  const file = joinPath(mkdtempSync(joinPath(tmpdir(), 'ngao-roles-')), 'roles.csv');
  const run = (...more: string[]) => ngao('role', 'assign', '--csv', file, '--tenant', slug, ...more);

  writeFileSync(
    file,
    '\ufeffemail,role\r\nana@example.com,agent\r\nzoe@example.com,agent\r\nben@example.com,king\r\nben\r\n',
  );
  const refused = await run();
  expect(refused.code).toBe(1);
  expect(refused.err.split('\n')).toEqual([
    'line 3: Nobody is found by "zoe@example.com". Name a person by e-mail, number or id.',
    'line 4: There is no role "king".',
    'line 5: A line is an e-mail address, a comma and a role.',
    'Nothing was changed: 3 of 4 lines cannot be used. Mend them and run it again.',
  ]);
  expect(await rolesOf(slug, 'ana')).toEqual([['user']]);

  writeFileSync(file, 'ana@example.com,agent\n"BEN@example.com" , viewer\n');
  expect((await run('--dry-run')).out).toContain('can be assigned');
  expect(await rolesOf(slug, 'ana')).toEqual([['user']]);
  const outcomes = async () =>
    JSON.parse((await run('--json')).out).map(({ outcome }: Record<string, string>) => outcome);
  expect(await outcomes()).toEqual(['assigned', 'assigned']);
  expect(await outcomes()).toEqual(['had it already', 'had it already']);
  expect(await rolesOf(slug, 'ben')).toEqual([['user', 'viewer']]);
  writeFileSync(file, 'ana@example.com,"agent\n');
  expect(await run()).toMatchObject({ code: 1, err: expect.stringContaining('is not CSV') });
  expect(await ngao('role', 'assign', '--csv', `${file}.missing`, '--tenant', slug)).toMatchObject({
    code: 1,
    err: expect.stringContaining('cannot be read: ENOENT'),
  });
});

test('the sessions of a person are ended', async () => {
  const { slug, join } = await clinic();
  await join('ana@example.com');
  expect(await ngao('sessions', 'end', 'ana@example.com', '--tenant', slug)).toMatchObject({
    code: 0,
    out: '0 sessions of ana ended.',
  });
});

test.each([
  [['tenant', 'create'], 2, "required option '--slug <name>'"],
  [['tenant', 'burn'], 2, "unknown command 'burn'"],
  [['tenant', 'list', '--loud'], 2, "unknown option '--loud'"],
  [['role', 'assign', '--tenant', 'a'], 2, 'name a person and a role, or a file'],
  [['role', 'assign', 'a', 'b', '--csv', 'c', '--tenant', 'a'], 2, 'not both'],
  [['people', 'list'], 2, "required option '--tenant <slug>'"],
  [['tenant', 'create', '--kind', 'bank'], 2, 'Allowed choices are telecom, organisation'],
])('%j is a wrong line: exit code %d and the usage', async (args, code, said) => {
  const ended = await ngao(...args);
  expect(ended.code).toBe(code);
  expect(ended.err).toContain(said);
  expect(ended.err).toContain('Usage: ngao');
});

const LEVELS = [
  '',
  'tenant',
  'tenant create',
  'people list',
  'role',
  'role assign',
  'role remove',
  'sessions end',
].map((line) => line.split(' ').filter(Boolean));

test('there is help at every level', async () => {
  for (const args of LEVELS) {
    const { code, out } = await ngao(...args, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`Usage: ${['ngao', ...args].join(' ')}`);
  }
});
