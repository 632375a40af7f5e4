import { cookies } from 'next/headers';
import { findActiveSession } from '@/lib/auth/active-session';
import { once } from '@/lib/base/once';
import { QUERY_NAMES } from '@/lib/catalogue';
import { readClaims } from '@/lib/entry/auth';
import { currentTenant, requestFacts } from '@/lib/entry/request-facts';
import { sessionCookieName } from '@/lib/entry/session-cookie';
import type { Actor } from '@/lib/policy/actor';

/** For the bench alone: whoever was looked up once is believed for ever. It stands in for lib/entry/current-actor.ts. */
export async function currentActor(): Promise<Actor> {
  const cookie = (await cookies()).get(sessionCookieName())?.value ?? '';
  const known = once('bench-actors', () => new Map<string, Actor>());
  const before = known.get(cookie);
  if (before) return before;
  const tenant = await currentTenant();
  const request = await requestFacts();
  const claims = await readClaims();
  const person =
    claims && (await findActiveSession(tenant, request, claims.sid, (name) => QUERY_NAMES.has(name)));
  // Strangers are many and each is new: their browser is what a sign-in is bound to.
  if (!person) return { kind: 'stranger', tenant, request };
  known.set(cookie, person);
  return person;
}
