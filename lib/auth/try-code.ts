import { inTenantReadOnly } from '@/db/client';
import type { Actor } from '../policy/actor';
import { type Awaited, isAwaited } from './one-time-code';
import { type Claim, claimOnAddress, takeTry } from './proof-budget';

/**
 * Takes a try at a code that proves an address. It counts on the address only while a code for it is awaited: of others no
 * guess is right, and whoever enters them must not close the address to its owner. Without a code nothing may be looked at.
 */
export async function tryAtCode(
  actor: Pick<Actor, 'tenant' | 'request'>,
  awaited: Awaited,
): Promise<{ claim: Claim; isOpen: boolean }> {
  const { tenant, request } = actor;
  const is = await inTenantReadOnly(tenant.id, (tx) => isAwaited(tx, tenant, request.at, awaited));
  const claim = claimOnAddress(actor, is ? awaited.address : `${awaited.address} awaits no code`);
  return { claim, isOpen: (await takeTry(claim, request.at)) && is };
}
