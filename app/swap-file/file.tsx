import { CaseFile } from '@/components/swap/case-file';
import { currentActor } from '@/lib/entry/current-actor';
import { needsFreshProof, show } from '@/lib/entry/page';
import { leadingBack } from '@/lib/entry/proof-page';
import { requestFacts } from '@/lib/entry/request-facts';
import { may } from '@/lib/policy/actor';
import { showSwap } from '@/lib/sim/swap/show';
import {
  approveAction,
  cancelAction,
  decideAction,
  documentAction,
  refuseAction,
  remedyAction,
} from './actions';
import { SwapPictures } from './swap-pictures';

const ACTIONS = {
  approve: approveAction,
  cancel: cancelAction,
  decide: decideAction,
  document: documentAction,
  refuse: refuseAction,
  remedy: remedyAction,
};

type Props = { id: string; portal: 'admin' | 'agent' };

/** The case file of a swap, in the portal that it is looked at in. */
export async function SwapFilePage({ id, portal }: Props) {
  const one = await show(showSwap, { swapId: id });
  const [actor, { host }] = [await currentActor(), await requestFacts()];
  const isAdmin = portal === 'admin';
  const here = `/${portal}/swaps/${id}`;
  const proof = await needsFreshProof();
  const mayRelease = one.state === 'completed' && may(actor, 'sim.swap.release-document');
  return (
    <>
      <CaseFile
        one={one}
        actions={ACTIONS}
        places={{
          code: actor.tenant.settings.ussdCode,
          host,
          here,
          proof: proof && leadingBack(proof, here),
          release: mayRelease ? `/agent/swaps/release?number=${one.number}` : undefined,
        }}
        backHref={`/${portal}/swaps`}
        peopleHref={isAdmin && may(actor, 'person.show') ? '/admin/people' : undefined}
        auditHref={may(actor, 'audit.show') ? '/admin/audit' : undefined}
        evidenceHref={may(actor, 'sim.swap.evidence') ? `${here}/evidence` : undefined}
        startHref={!isAdmin && may(actor, 'sim.swap.request') ? '/agent/swaps/new' : undefined}
      />
      {may(actor, 'sim.swap.pictures') ? <SwapPictures swapId={id} /> : null}
    </>
  );
}
