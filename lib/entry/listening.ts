import { notSignedIn } from '../base/refusal';
import { ask } from '../command/ask';
import { ownOf, swapOf, swapsOf } from '../notice/touched';
import { type Actor, may } from '../policy/actor';
import { refusalOf } from '../policy/authorise';
import { showOwnSwap } from '../sim/swap/own';

const OF_A_SWAP = /^swap:([0-9a-f-]{36})$/;

/**
 * What an open page of somebody is told of, by the name of it; refuses by throwing. Of all that is done in a tenant those who
 * run it hear, of its swaps those who see their list, and of one swap its holder and the staff who may open a case at all;
 * of what is their own everybody hears: even that something happened is nobody else's.
 */
export async function heardBy(actor: Actor, of: string): Promise<string> {
  const { id: tenantId } = actor.tenant;
  const demand = (permission: Parameters<typeof refusalOf>[1]) => {
    const refused = refusalOf(actor, permission, 'second-factor');
    if (refused) throw refused;
  };
  const [, swapId] = OF_A_SWAP.exec(of) ?? [];
  if (swapId) {
    if (may(actor, 'sim.swap.show')) demand('sim.swap.show');
    else await ask(showOwnSwap, actor, { swapId });
    return swapOf(tenantId, swapId);
  }
  if (of === 'swaps') {
    demand(may(actor, 'sim.swap.list') ? 'sim.swap.list' : 'sim.swap.list-mine');
    return swapsOf(tenantId);
  }
  if (of === 'own') {
    const refused = refusalOf(actor, 'person.profile', 'session');
    if (refused || actor.kind !== 'person') throw refused ?? notSignedIn();
    return ownOf(tenantId, actor.principal.id);
  }
  demand('tenant.dashboard');
  return tenantId;
}
