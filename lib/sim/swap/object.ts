import { z } from 'zod';
import { linkRefused, lookAtLink, spendLink } from '../../auth/link';
import { linkToken } from '../../auth/recovery/secure-by-link';
import { sampleLink } from '../../auth/sample-link';
import { idText } from '../../base/id';
import { maskMsisdn } from '../../base/mask';
import type { Msisdn } from '../../base/msisdn';
import { notSignedIn } from '../../base/refusal';
import { command, query, type SampleGround } from '../../command/command';
import { objectToSwap } from './dispute';
import { sampleSwap } from './sample-swap';
import { evidenceOf, findSwap, lockSwap } from './stored-swap';
import { stateOf } from './swap';
import { swapStep } from './view';

const PURPOSE = 'object_swap';
const input = z.strictObject({ token: linkToken });

/** What a link that says "this was not me" would stop, if it is still good. Looking changes nothing. */
export const lookAtSwapObjection = query({
  name: 'sim.swap.object.look',
  proof: 'none',
  input,
  output: z.strictObject({
    /** Null for a link that is not good. The number is masked: a message may have been forwarded. */
    swap: z.strictObject({ number: z.string(), msisdn: z.string(), isOver: z.boolean() }).nullable(),
  }),
  async run({ tx, tenant, now }, { token }) {
    const link = await lookAtLink(tx, tenant, now, { purpose: PURPOSE, token });
    if (!link?.aboutId) return { swap: null };
    const one = await findSwap(tx, tenant.id, link.aboutId);
    const isOver = ['refused', 'cancelled', 'expired', 'remedied'].includes(stateOf(one, now));
    return { swap: { number: one.number, msisdn: maskMsisdn(one.msisdn as Msisdn), isOver } };
  },
  sample: sampleObjection,
});

/** Says of a swap that it is not one's own, from a link in a notice: without a sign-in, once. */
export const objectToSwapByLink = command({
  name: 'sim.swap.object',
  proof: 'none',
  perMinute: 20,
  input,
  output: z.strictObject({}),
  async run(deed, { token }) {
    const { tx, tenant, now } = deed;
    const which = { purpose: PURPOSE, token } as const;
    const seen = await lookAtLink(tx, tenant, now, which);
    if (!seen?.aboutId) return { refused: linkRefused(), evidence: {} };
    // The case comes first, as everywhere, and the link second: of two at once one is given it.
    const one = await lockSwap(tx, tenant.id, seen.aboutId);
    const link = await spendLink(tx, tenant, now, which);
    if (!link) return { refused: linkRefused(), evidence: { subject: `swap:${one.id}` } };
    const came = await objectToSwap(deed, one, 'link');
    // From which address, and whether it changed anything, is for the people who decide; whoever objects hears one answer.
    const evidence = evidenceOf(one, now, came === 'noted' ? [] : [came], { channel: link.channel });
    return { output: {}, evidence: { ...evidence, severity: 'critical', actorId: one.holderId } };
  },
  sample: sampleObjection,
});

/** Says in one's own portal that a swap is not one's own. */
export const objectToOwnSwap = command({
  name: 'sim.swap.object-own',
  proof: 'session',
  perMinute: 20,
  input: z.strictObject({ swapId: idText }),
  output: swapStep,
  async run(deed, { swapId }) {
    const { tx, actor, tenant, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const one = await lockSwap(tx, tenant.id, swapId, actor.principal.id);
    const came = await objectToSwap(deed, one, 'portal');
    const evidence = evidenceOf(one, now, came === 'noted' ? [] : [came]);
    return {
      output: { state: came === 'noted' ? stateOf(one, now) : came },
      evidence: { ...evidence, severity: 'critical' },
    };
  },
  async sample(ground) {
    const { id: swapId } = await sampleSwap(ground, 'proving', { holderId: ground.actorId });
    return { swapId };
  },
});

async function sampleObjection(ground: SampleGround) {
  const { id, holderId } = await sampleSwap(ground, 'proving');
  const sent = { purpose: PURPOSE, personId: holderId, address: 's@example.com', aboutId: id } as const;
  return { token: await sampleLink(ground, sent) };
}
