import { afterAll, expect, inject, test } from 'vitest';
import { inTenant } from '@/db/client';
import { startProductionServer } from '@/scripts/production-server';
import { replyWith } from '@/testing/action-forms';
import { aTenant } from '@/testing/ground';
import { ask } from '@/testing/raw-http';
import { actionsOf } from '../fixtures/built-app';

const { variables } = inject('served');
const server = await startProductionServer({ ...variables, BASE_URL: 'https://id.example.com' });
afterAll(() => server.stop());

const { tenant } = await aTenant({ at: new Date() });
const port = Number(new URL(server.url).port);
const host = `${tenant.slug}.id.example.com`;
const proxied = { host, 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' };

test('behind a proxy that speaks TLS, cookies are bound to the host and the browser is told to stay with TLS', async () => {
  const { status, headers } = await ask(port, { path: '/sign-in', headers: proxied });
  expect(status).toBe(200);
  expect(String(headers['set-cookie'])).toMatch(/^__Host-ngao-device=.*; Secure/);
  expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
  expect(headers['content-security-policy']).toContain('upgrade-insecure-requests');
});

test('an action that leads to another page brings it along, though Next asks itself for it', async () => {
  const action = actionsOf(process.cwd()).find(({ name }) => name === 'signOutAction');
  const { headers, ...asked } = replyWith(action?.id ?? '', {});
  const given = { ...headers, ...proxied, origin: `https://${host}` };
  const answer = await ask(port, { ...asked, path: '/user/security', headers: given });
  expect(answer.headers['x-action-redirect']).toMatch(/^\/sign-in/);
  expect(answer.headers['content-type']).toMatch(/^text\/x-component/);
  expect(answer.body.length).toBeGreaterThan(1_000);
});

test('the origin is the one with TLS', async () => {
  const headers = { ...proxied, 'content-type': 'application/x-www-form-urlencoded' };
  const asked = { method: 'POST', path: '/preferences', body: 'theme=dark' };
  expect((await ask(port, { ...asked, headers: { ...headers, origin: `http://${host}` } })).status).toBe(403);
  expect((await ask(port, { ...asked, headers: { ...headers, origin: `https://${host}` } })).status).toBe(
    303,
  );
});

test('the built product knows the country of an address that signs in', async () => {
  const action = actionsOf(process.cwd()).find(({ name }) => name === 'signInAction');
  const owner = { identifier: 'owner@example.com', password: 'correct horse battery staple' };
  const { headers, ...asked } = replyWith(action?.id ?? '', owner);
  const given = { ...headers, ...proxied, 'x-forwarded-for': '41.186.0.1', origin: `https://${host}` };
  await ask(port, { ...asked, path: '/sign-in', headers: given });
  const countries = await inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query('select country from sessions');
    return rows;
  });
  expect(countries).toEqual([{ country: 'RW' }]);
});
