import { z } from 'zod';
import { iccidText } from '../../base/iccid';
import { idText } from '../../base/id';
import { parseMsisdn } from '../../base/msisdn';
import { atField, notSignedIn } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { keyText } from '../../command/key-text';
import type { Person } from '../../policy/actor';
import { prepareLook, type SecondLook } from '../../trust/decision/second-look';
import { isTooFast, paceOf, suspendAgent, tooFast } from './agent';
import { type Asking, furtherSignals, openSwap } from './open-swap';
import { sampleSwapGround } from './sample-swap';
import { evidenceOf } from './stored-swap';
import { SWAP_REASONS } from './view';

const reason = z.enum(SWAP_REASONS, { error: 'Choose why the card is swapped.' });
const output = z.strictObject({ swapId: z.uuid(), number: z.string() });

/** Opens a case, and gives what the commands that ask for one answer. */
async function request(deed: Deed, look: SecondLook, asking: Asking) {
  const one = await openSwap(deed, look, asking);
  const evidence = evidenceOf(one, deed.now, one.state, {
    ...{
      channel: one.channel,
      reason: one.reason,
      risk: one.risk,
      ways: one.ways,
      review: one.reviewReasons,
    },
    signals: one.contributions.map(({ code }) => code),
  });
  if (one.state === 'refused') return { refused: furtherSignals(), evidence };
  return { output: { swapId: one.id, number: one.number }, evidence };
}

/** Whoever registers cards works in a shop; anybody else of the staff answers a telephone. */
export const channelOf = ({ principal }: Person) =>
  principal.permissions.includes('sim.register') ? ('shop' as const) : ('support' as const);

/**
 * Asks at a counter, or over the telephone, that a number moves to a card of the stock. The holder hears of it on every
 * channel and proves themselves to us, not to the agent. One request more than an agent may make suspends them.
 */
export const requestSwap = command({
  name: 'sim.swap.request',
  proof: 'second-factor',
  perMinute: 20,
  idempotencyKey: 'key',
  input: z.strictObject({
    msisdn: z.string().trim().min(1, 'Type the number of the customer.').max(64),
    iccid: iccidText,
    reason,
    key: keyText,
  }),
  output,
  about: ({ reason: swapReason }, actor) => ({ swapReason, swapChannel: channelOf(actor) }),
  agreedTo: ({ msisdn, iccid }) => ({ msisdn, iccid }),
  prepare: ({ actor }) => prepareLook(actor, 'sim.swap.request'),
  async run(deed, input, look) {
    const { tx, actor, tenant, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const { id: agentId, unitId } = actor.principal;
    const msisdn = atField('msisdn', () => parseMsisdn(input.msisdn, tenant.country));
    const pace = await paceOf(tx, tenant, now, agentId);
    if (isTooFast(pace, tenant.settings.swap)) {
      await suspendAgent(tx, tenant, now, { agentId, because: 'velocity', facts: pace });
      return {
        refused: tooFast(),
        evidence: { subject: `person:${agentId}`, severity: 'critical', change: pace },
      };
    }
    const channel = channelOf(actor);
    return request(deed, look, {
      ...{ number: { msisdn }, iccid: input.iccid, reason: input.reason, channel, requestedBy: agentId },
      unitId: channel === 'shop' ? unitId : null,
    });
  },
  async sample(ground) {
    const { msisdn, iccid, key } = await sampleSwapGround(ground);
    return { msisdn, iccid, reason: 'lost', key };
  },
});

/** Asks in the portal that one's own number moves to a card that one has in the hand. */
export const requestOwnSwap = command({
  name: 'sim.swap.request-own',
  proof: 'fresh-second-factor',
  perMinute: 10,
  idempotencyKey: 'key',
  input: z.strictObject({
    numberId: idText,
    iccid: iccidText,
    reason,
    key: keyText,
  }),
  output,
  about: ({ reason: swapReason }) => ({ swapReason, swapChannel: 'portal' }),
  agreedTo: ({ numberId, iccid }) => ({ number: numberId, iccid }),
  prepare: ({ actor }) => prepareLook(actor, 'sim.swap.request-own'),
  async run(deed, { numberId, iccid, reason: why }, look) {
    const { actor } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const { id: holderId } = actor.principal;
    return request(deed, look, {
      ...{ number: { id: numberId }, holderId, iccid, reason: why },
      ...{ channel: 'portal', unitId: null, requestedBy: holderId },
    });
  },
  async sample(ground) {
    const { numberId, iccid, key } = await sampleSwapGround(ground, { holderId: ground.actorId });
    return { numberId, iccid, reason: 'damaged', key };
  },
});
