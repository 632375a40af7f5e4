import { randomUUID } from 'node:crypto';
import { afterAll, expect, inject, test } from 'vitest';
import { inTenant } from '@/db/client';
import { hashPassword } from '@/lib/auth/password';
import { sampleFactor } from '@/lib/auth/sample-factor';
import { storePassword } from '@/lib/auth/store-password';
import { totpCode } from '@/lib/auth/totp';
import { perform } from '@/lib/command/perform';
import { endSessions } from '@/lib/person/end-sessions';
import { insertPerson } from '@/lib/person/new-person';
import { startProductionServer } from '@/scripts/production-server';
import { aTenant } from '@/testing/ground';
import { Browser, formOf } from '@/testing/plain-browser';

const PASSWORD = 'four words are enough';
const { url, variables } = inject('served');
const first = Number(new URL(url).port);
const other = await startProductionServer(variables);
const second = Number(new URL(other.url).port);
afterAll(() => other.stop());

async function aMember() {
  const now = new Date();
  const ground = await aTenant({ at: now });
  const { tenant } = ground;
  const email = `m-${randomUUID()}@example.com`;
  return inTenant(tenant.id, async (tx) => {
    const personId = await insertPerson(tx, tenant.id, now, {
      ...{ name: 'Mary Member', email, emailVerifiedAt: now, status: 'active' as const, roles: ['user'] },
    });
    await storePassword(tx, tenant.id, personId, await hashPassword(PASSWORD), now);
    const { secret } = await sampleFactor({ tx, tenant, now, actorId: personId }, personId);
    return { ground, personId, email, secret, host: `${tenant.slug}.localhost` };
  });
}

const entered = (headers: { 'set-cookie'?: string[] | undefined }) =>
  headers['set-cookie']?.some((cookie) => /ngao-session=[^;]/.test(cookie)) ?? false;

test('a code of an authenticator is good once, though it is sent to two nodes at the same moment', async () => {
  const { email, secret, host } = await aMember();
  const here = new Browser(first, host);
  const asked = await here.fill('/sign-in', 'Sign in', { identifier: email, password: PASSWORD });
  expect(asked.headers.location).toMatch(/^\/second-factor/);
  const there = here.before(second);
  const forms = [];
  for (const node of [here, there]) {
    forms.push([node, formOf((await node.get('/second-factor')).body, 'Second factor')] as const);
  }
  const code = totpCode(secret, new Date());
  const answers = await Promise.all(forms.map(([node, form]) => node.post('/second-factor', form, { code })));
  expect(answers.filter(({ headers }) => entered(headers))).toHaveLength(1);
});

test('a session that is ended elsewhere is dead at every node on its next request', async () => {
  const { ground, personId, email, secret, host } = await aMember();
  const here = new Browser(first, host);
  await here.fill('/sign-in', 'Sign in', { identifier: email, password: PASSWORD });
  await here.fill('/second-factor', 'Second factor', { code: totpCode(secret, new Date()) });
  const there = here.before(second);
  for (const node of [here, there]) expect((await node.get('/user/security')).status).toBe(200);
  await perform(endSessions, ground.system(new Date()), { personId });
  for (const node of [here, there]) {
    const { status, headers } = await node.get('/user/security');
    expect([status, headers.location]).toEqual([307, expect.stringMatching(/^\/sign-in/)]);
  }
});
