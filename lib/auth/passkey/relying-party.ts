import type { RequestFacts } from '../../policy/actor';
import { originOf } from '../../policy/origin';
import type { Tenant } from '../../policy/tenant';

/**
 * Who asks for a passkey (WebAuthn, 5.1.2): the host on which the tenant was asked, which our own server found to be this
 * tenant's, and the origin that the browser must have signed. A passkey of one host is worth nothing on another.
 */
export function relyingPartyOf(tenant: Tenant, { origin }: RequestFacts): { id: string; origin: string } {
  const asked = origin ?? originOf(tenant);
  return { id: new URL(asked).hostname, origin: asked };
}
