import { env } from '../base/env';
import type { Tenant } from './tenant';

/** The address that a tenant's people open, without a slash at its end. */
export function originOf(tenant: Pick<Tenant, 'slug'>): string {
  const base = new URL(env().BASE_URL);
  if (tenant.slug !== env().DEFAULT_TENANT) base.hostname = `${tenant.slug}.${base.hostname}`;
  return base.origin;
}
