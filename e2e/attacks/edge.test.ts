import { encode } from 'next-auth/jwt';
import { describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { env } from '@/lib/base/env';
import { signedIn } from '@/testing/deeds';
import type { Answer } from '@/testing/raw-http';
import { fill, routesOf } from '../fixtures/built-app';
import { aTarget, cookiesOf, signedInWithBoth } from './attacker';

const ours = await aTarget();
const { ground, stranger, visitor, send } = ours;
const pages = routesOf(process.cwd()).filter(({ isPage }) => isPage);

const policyOf = ({ headers }: Answer) => String(headers['content-security-policy']);
const nonceOf = (answer: Answer) => /'nonce-([^']+)'/.exec(policyOf(answer))?.[1] ?? '';
const leadsTo = ({ status, headers }: Answer) => [status, String(headers.location).split('?')[0]];

describe('every page', () => {
  test.each(pages)(
    '$path runs the scripts of this one answer and nothing that is written into it',
    async ({ path }) => {
      const owner = await visitor('owner');
      const answers = [
        await send(owner, { path: fill(path, '1') }),
        await send(owner, { path: fill(path, '1') }),
      ];
      expect(nonceOf(answers[0] as Answer)).not.toBe(nonceOf(answers[1] as Answer));
      for (const answer of answers) {
        const policy = policyOf(answer);
        expect(policy).not.toMatch(/unsafe|\*|https?:/);
        for (const rule of [
          "frame-ancestors 'none'",
          "base-uri 'none'",
          "object-src 'none'",
          "form-action 'self'",
        ])
          expect(policy).toContain(rule);
        const nonce = nonceOf(answer);
        expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
        for (const [tag] of answer.body.matchAll(/<(?:script|style)\b[^>]*>/g))
          expect(tag).toContain(`nonce="${nonce}"`);
        expect(answer.body.replace(/<script\b.*?<\/script>/gs, '')).not.toMatch(/\s(?:on[a-z]+|style)="/);
        expect(String(answer.headers['cache-control'])).toContain('no-store');
      }
    },
  );

  test('that does not exist does so too', async () => {
    const answer = await send(stranger, { path: '/no/such/page' });
    expect(answer.status).toBe(404);
    for (const [tag] of answer.body.matchAll(/<(?:script|style)\b[^>]*>/g))
      expect(tag).toContain(`nonce="${nonceOf(answer)}"`);
  });
});

describe('a browser', () => {
  test('is marked at its first visit, and keeps its mark', async () => {
    const [mark = ''] = [(await send(stranger, { path: '/sign-in' })).headers['set-cookie']].flat();
    expect(mark).toMatch(/^ngao-device=[^;]+; Path=\/; .*HttpOnly; SameSite=lax$/i);
    const cookie = String(mark.split(';')[0]);
    expect(
      (await send({ name: 'known', cookie }, { path: '/sign-in' })).headers['set-cookie'],
    ).toBeUndefined();
    const forged = cookie.replace(/=[0-9a-f]{8}/, '=00000000');
    expect(
      (await send({ name: 'forger', cookie: forged }, { path: '/sign-in' })).headers['set-cookie'],
    ).toBeDefined();
  });
});

describe('the way to a portal', () => {
  const portal = '/admin/floats?a=b&c=%2F';

  test('leads a stranger to sign in, and back', async () => {
    const answer = await send(stranger, { path: portal });
    expect([answer.status, answer.headers.location]).toEqual([
      307,
      `/sign-in?callbackUrl=${encodeURIComponent(portal)}`,
    ]);
  });

  test('leads whom another tenant signed in to sign in here', async () => {
    const theirs = await (await aTarget()).visitor('owner');
    expect(leadsTo(await send(theirs, { path: portal }))).toEqual([307, '/sign-in']);
  });

  test.each([
    ['with another key', { secret: 'another secret of thirty-two bytes' }],
    ['for another cookie', { salt: 'authjs.session-token' }],
    ['that is over', { maxAge: -60 }],
  ])('leads a token %s to sign in', async (_what, over) => {
    const person = await signedInWithBoth(await ground.person(['owner'], { at: new Date() }));
    const claims = {
      sid: person.session.id,
      tenant: ground.tenant.id,
      slug: ground.tenant.slug,
      assurance: 2,
    };
    const salt = 'ngao-session';
    const token = await encode({ token: claims, secret: env().AUTH_SECRET, salt, ...over });
    const forger = { name: 'forger', cookie: `ngao-session=${token}` };
    expect(leadsTo(await send(forger, { path: portal }))).toEqual([307, '/sign-in']);
  });

  test('leads one factor to the second, whatever the cookie claims', async () => {
    const person = await signedIn(await ground.person(['owner'], { at: new Date(), assurance: 1 }));
    const honest = { name: 'one factor', cookie: await cookiesOf(person) };
    expect(leadsTo(await send(honest, { path: portal }))).toEqual([307, '/step-up']);
    const liar = { ...person, session: { ...person.session, assurance: 2 as const } };
    const lying = { name: 'liar', cookie: await cookiesOf(liar) };
    expect(leadsTo(await send(lying, { path: portal }))).toEqual([307, '/step-up']);
  });

  test('ends at the sign-in page for a revoked session whose cookie lives on, and does not loop', async () => {
    const person = await signedInWithBoth(await ground.person(['owner'], { at: new Date() }));
    const thief = { name: 'thief', cookie: await cookiesOf(person) };
    expect((await send(thief, { path: portal })).status).toBe(200);
    await inTenant(ground.tenant.id, (tx) =>
      tx.$client.query('update sessions set revoked_at = now() where tenant_id = $1 and id = $2', [
        ground.tenant.id,
        person.session.id,
      ]),
    );
    const turnedAway = await send(thief, { path: portal });
    expect(leadsTo(turnedAway)).toEqual([307, '/sign-in']);
    expect((await send(thief, { path: String(turnedAway.headers.location) })).status).toBe(200);
  });
});
