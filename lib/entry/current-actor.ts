import { cache } from 'react';
import { findActiveSession, lookAtActiveSession } from '../auth/active-session';
import { QUERY_NAMES } from '../catalogue';
import type { Actor } from '../policy/actor';
import { readClaims } from './auth';
import { currentTenant, requestFacts } from './request-facts';

/** Who asks: the person whose live session the cookie points at, or a stranger. Looked up anew for every request. */
export const currentActor = cache(() => actorBy(findActiveSession));

/** The same for what an open page does by itself: it does not count as activity. */
export const quietActor = () => actorBy(lookAtActiveSession);

async function actorBy(find: typeof findActiveSession): Promise<Actor> {
  const tenant = await currentTenant();
  const request = await requestFacts();
  const claims = await readClaims();
  const person =
    claims?.tenant === tenant.id
      ? await find(tenant, request, claims.sid, (name) => QUERY_NAMES.has(name))
      : undefined;
  return person ?? { kind: 'stranger', tenant, request };
}
