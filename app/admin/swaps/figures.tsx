import { SwapDashboard } from '@/components/swap/dashboard';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { swapFigures } from '@/lib/sim/swap/figures';

/** The figures of swaps above their list, for whoever may see them. */
export async function SwapFiguresCard() {
  const actor = await currentActor();
  if (!may(actor, 'sim.swap.figures')) return null;
  return <SwapDashboard figures={await show(swapFigures)} mayAgents={may(actor, 'sim.swap.agents')} />;
}
