import { z } from 'zod';
import { newId } from '../../base/id';
import { Refusal } from '../../base/refusal';
import { command, type SampleGround } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { sampleLine } from '../life/sample-line';
import { keepEvents } from './keep-events';
import { type EventProblem, NETWORK_EVENT_KINDS, readEvent } from './read-events';

/** Takes one event from the network itself. The same one again is harmless. */
export const takeNetworkEvent = command({
  name: 'network.event.take',
  proof: 'second-factor',
  input: z.strictObject({
    reference: z.string().max(64),
    msisdn: z.string().max(64),
    kind: z.enum(NETWORK_EVENT_KINDS),
    imei: z.string().max(32).optional(),
    at: z.iso.datetime({ offset: true }),
  }),
  output: z.strictObject({ isNew: z.boolean() }),
  async run({ tx, actor, tenant, now }, { imei = '', ...said }) {
    const event = readEvent({ ...said, imei }, { country: tenant.country, now });
    if ('code' in event) throw cannotBeUsed(event);
    const kept = await keepEvents(tx, tenant.id, now, { events: [event], receivedBy: personIdOf(actor) });
    if (kept.problems) throw cannotBeUsed(kept.problems[0]?.problem);
    return {
      output: { isNew: kept.taken === 1 },
      evidence: { change: { kind: event.kind, reference: event.reference, new: kept.taken === 1 } },
    };
  },
  async sample(ground) {
    const { reference, msisdn, at } = await sampleEvent(ground);
    return { reference, msisdn, kind: 'imei-changed', imei: '490154203237518', at };
  },
});

/** A number of ours and a name for what happens to it. */
export async function sampleEvent(ground: SampleGround) {
  const { msisdn } = await sampleLine(ground);
  return { reference: `sample-${newId(ground.now)}`, msisdn, at: ground.now.toISOString() };
}

const cannotBeUsed = (problem: EventProblem | undefined) =>
  new Refusal('network_event_unusable', 'What the network said of this number cannot be used as it is.', {
    field: problem?.field,
  });
