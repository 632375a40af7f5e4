import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { newId } from '@/lib/base/id';
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

test.each([
  [['tenant', 'create'], 2, "required option '--slug <name>'"],
  [['tenant', 'burn'], 2, "unknown command 'burn'"],
  [['tenant', 'list', '--loud'], 2, "unknown option '--loud'"],
  [['tenant', 'create', '--kind', 'bank'], 2, 'Allowed choices are telecom, organisation'],
])('%j is a wrong line: exit code %d and the usage', async (args, code, said) => {
  const ended = await ngao(...args);
  expect(ended.code).toBe(code);
  expect(ended.err).toContain(said);
  expect(ended.err).toContain('Usage: ngao');
});

test('there is help at every level', async () => {
  for (const args of [[], ['tenant'], ['tenant', 'create'], ['tenant', 'list']]) {
    const { code, out } = await ngao(...args, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`Usage: ${['ngao', ...args].join(' ')}`);
  }
});
