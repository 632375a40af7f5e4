import { randomInt } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import { inject } from 'vitest';
import { inTenant } from '@/db/client';
import { sampleFactor } from '@/lib/auth/sample-factor';
import { env } from '@/lib/base/env';
import { COMMANDS, QUERIES } from '@/lib/catalogue';
import { deviceCookieName, newDeviceCookie } from '@/lib/entry/device-cookie';
import { sessionCookieName } from '@/lib/entry/session-cookie';
import type { Person } from '@/lib/policy/actor';
import { signedIn } from '@/testing/deeds';
import { aTenant, type Ground } from '@/testing/ground';
import { type Answer, type Asked, ask } from '@/testing/raw-http';

/** Who stands in front of the server: their cookies, or none. */
export type Visitor = { name: string; cookie: string };

export type Target = {
  ground: Ground;
  /** Text that stands in the tenant's rows and that no stranger may ever read. */
  canary: string;
  stranger: Visitor;
  /** Signs somebody new in, with both factors. */
  visitor(role: 'user' | 'agent' | 'owner'): Promise<Visitor>;
  /** Sends a request to the tenant's host as somebody, from an address that nobody has used yet. */
  send(visitor: Visitor, asked: Asked): Promise<Answer>;
};

/** Makes a tenant with people in it, on the server that the tests attack or on another one of the same database. */
export async function aTarget(url = inject('served').url): Promise<Target> {
  const canary = `Kanari-${randomInt(2 ** 40).toString(36)}`;
  const at = new Date();
  const ground = await aTenant({ at });
  const port = Number(new URL(url).port);
  const host = `${ground.tenant.slug}.localhost:${port}`;
  return {
    ground,
    canary,
    stranger: { name: 'stranger', cookie: '' },
    visitor: async (role) => {
      const person = await ground.person([role], { at: new Date(), name: `${canary} ${role}` });
      return { name: role, cookie: await cookiesOf(await signedInWithBoth(person)) };
    },
    send: ({ cookie }, asked) => {
      const ip = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
      const own = { host, origin: `http://${host}`, 'x-forwarded-for': ip, ...(cookie ? { cookie } : {}) };
      return askAsRouter(port, { ...asked, headers: { ...own, ...asked.headers } });
    },
  };
}

/** Next first sends its own script on to an address that names the headers by a hash; only there is the page asked for. */
async function askAsRouter(port: number, asked: Asked): Promise<Answer> {
  const answer = await ask(port, asked);
  const location = String(answer.headers.location ?? '');
  const isHashOnly = answer.status === 307 && /[?&]_rsc=/.test(location) && location !== asked.path;
  const isHere = location.split('?')[0] === asked.path?.split('?')[0];
  return isHashOnly && isHere ? ask(port, { ...asked, path: location }) : answer;
}

/** Writes the session of somebody, and the authenticator without which staff are sent to set one up. */
export async function signedInWithBoth(person: Person): Promise<Person> {
  const { tenant, principal, request } = person;
  await inTenant(tenant.id, (tx) =>
    sampleFactor({ tx, tenant, now: request.at, actorId: principal.id }, principal.id),
  );
  return signedIn(person);
}

/** The cookies of somebody who is signed in, as the server itself would have set them. */
export async function cookiesOf({ principal, session, tenant }: Person): Promise<string> {
  const name = sessionCookieName();
  const token = await encode({
    token: {
      sid: session.id,
      tenant: tenant.id,
      slug: tenant.slug,
      sub: principal.id,
      assurance: session.assurance,
    },
    secret: env().AUTH_SECRET,
    salt: name,
  });
  return `${name}=${token}; ${deviceCookieName()}=${await newDeviceCookie()}`;
}

/** The names of all fields that some command or query takes: what a form for any of them could hold. */
export const FIELD_NAMES = [
  ...new Set(
    [...COMMANDS, ...QUERIES].flatMap(({ input }) =>
      'shape' in input ? Object.keys(Object(input.shape)) : [],
    ),
  ),
];
