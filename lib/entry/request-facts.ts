import { cookies, headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { clock } from '../base/clock';
import type { RequestFacts } from '../policy/actor';
import type { Tenant } from '../policy/tenant';
import { readRequestFacts } from '../server/request-seal';
import { findTenantByHost } from '../tenant/find-tenant';
import { deviceCookieName, deviceOfCookie } from './device-cookie';
import { deviceKeyOf } from './device-proof-header';
import { ownPath } from './own-path';

/** What our own server said of this request, with the browser by its cookie and the moment. */
export const requestFacts = cache(
  async (): Promise<RequestFacts & { host: string; scheme: string; path: string }> => {
    const given = await headers();
    const sealed = readRequestFacts(given);
    const deviceId = await deviceOfCookie((await cookies()).get(deviceCookieName())?.value);
    const at = clock.now();
    const deviceKey = await deviceKeyOf(given.get('dpop'), {
      ...sealed,
      at,
      method: given.get('x-ngao-method') ?? '',
      path: given.get('x-ngao-asked') ?? '',
    });
    return {
      ...sealed,
      at,
      ...(deviceKey ? { deviceKey } : {}),
      userAgent: given.get('user-agent') ?? '',
      deviceId,
      origin: `${sealed.scheme}://${sealed.host}`,
      // Said by the middleware, and good for nothing but the way back: ownPath() reads it.
      path: ownPath(given.get('x-ngao-path')),
    };
  },
);

/** The tenant that answers on this host; where there is none, there is nothing. */
export const currentTenant = cache(async (): Promise<Tenant> => {
  const tenant = await findTenantByHost((await requestFacts()).host);
  return tenant ?? notFound();
});
