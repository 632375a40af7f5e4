import { ask } from '../command/ask';
import { showStarted } from '../counter/withdrawal/started';
import { paymentOf, paymentsOf, swapOf, swapsOf } from '../notice/touched';
import { type Actor, may } from '../policy/actor';
import { refusalOf } from '../policy/authorise';
import { showOwnSwap } from '../sim/swap/own';
import { listOwnPending, showOwnPending } from '../wallet/pending/own';

const OF_ONE = /^(swap|pending):([0-9a-f-]{36})$/;

/**
 * What an open page of somebody is told of, by the name of it; refuses by throwing. Of all that is done in a tenant those who
 * run it hear, of its swaps those who see their list, of one swap its holder and the staff who may open a case at all, and
 * of one payment its customer and the agent who started it: even that something happened is nobody else's. That some
 * payment of the tenant waits or ended is told to everybody who could have one, since so much is always going on.
 */
export async function heardBy(actor: Actor, of: string): Promise<string> {
  const { id: tenantId } = actor.tenant;
  const demand = (permission: Parameters<typeof refusalOf>[1]) => {
    const refused = refusalOf(actor, permission, 'second-factor');
    if (refused) throw refused;
  };
  const [, kind, id] = OF_ONE.exec(of) ?? [];
  if (kind === 'swap' && id) {
    if (may(actor, 'sim.swap.show')) demand('sim.swap.show');
    else await ask(showOwnSwap, actor, { swapId: id });
    return swapOf(tenantId, id);
  }
  if (kind === 'pending' && id) {
    const asAgent = may(actor, 'wallet.pending.show') && ask(showStarted, actor, { id });
    // Whoever works at a counter has a wallet of their own as well.
    await (asAgent
      ? asAgent.catch(() => ask(showOwnPending, actor, { id }))
      : ask(showOwnPending, actor, { id }));
    return paymentOf(tenantId, id);
  }
  if (of === 'payments') {
    if (may(actor, 'wallet.pending.list')) demand('wallet.pending.list');
    else await ask(listOwnPending, actor, {});
    return paymentsOf(tenantId);
  }
  if (of === 'swaps') {
    demand(may(actor, 'sim.swap.list') ? 'sim.swap.list' : 'sim.swap.list-mine');
    return swapsOf(tenantId);
  }
  demand('tenant.dashboard');
  return tenantId;
}
