import { CaseFile } from '@/components/swap/case-file';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { requestFacts } from '@/lib/entry/request-facts';
import { may } from '@/lib/policy/actor';
import { showSwap } from '@/lib/sim/swap/show';
import { approveAction, cancelAction, decideAction, documentAction, refuseAction } from './actions';

const ACTIONS = {
  approve: approveAction,
  cancel: cancelAction,
  decide: decideAction,
  document: documentAction,
  refuse: refuseAction,
};

type Props = { id: string; portal: 'admin' | 'agent' };

/** The case file of a swap, in the portal that it is looked at in. */
export async function SwapFilePage({ id, portal }: Props) {
  const one = await show(showSwap, { swapId: id });
  const [actor, { host }] = [await currentActor(), await requestFacts()];
  const isAdmin = portal === 'admin';
  return (
    <CaseFile
      one={one}
      actions={ACTIONS}
      places={{ code: actor.tenant.settings.ussdCode, host, here: `/${portal}/swaps/${id}` }}
      backHref={`/${portal}/swaps`}
      peopleHref={isAdmin && may(actor, 'person.show') ? '/admin/people' : undefined}
      auditHref={may(actor, 'audit.show') ? '/admin/audit' : undefined}
      startHref={!isAdmin && may(actor, 'sim.swap.request') ? '/agent/swaps/new' : undefined}
    />
  );
}
