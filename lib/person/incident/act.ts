import { z } from 'zod';
import { idText } from '../../base/id';
import { Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { RESPONSES } from '../../policy/response-settings';
import { networkOf } from '../../trust/incident/block-address';
import { type Carried, carryOut, type WhyNot } from '../../trust/incident/carry-out';
import { noteStep } from '../../trust/incident/note-step';
import type { IncidentKind } from '../../trust/incident/open-incident';
import { tellOfIncident } from '../../trust/incident/tell-of-incident';
import { sampleIncident } from './sample-incident';
import { evidenceOf, isClosed, lockIncident, refusalOfRank, type StoredIncident } from './stored-incident';

/** Does one thing about the subject of an incident. What was done already is not done twice, and said. */
export const actOnIncident = command({
  name: 'incident.act',
  proof: 'fresh-second-factor',
  input: z.strictObject({ incidentId: idText, response: z.enum(RESPONSES) }),
  output: z.strictObject({ incidentId: z.uuid() }),
  async run(deed, { incidentId, response }) {
    const { tx, actor, tenant, now } = deed;
    const one = await lockIncident(tx, tenant.id, incidentId);
    const by = personIdOf(actor);
    const evidence = { ...evidenceOf(one, { response }), severity: 'warning' as const };
    const refused =
      (one.closedAt ? isClosed() : undefined) ??
      (await refusalOfRank(deed, one, 'incident.act')) ??
      (response === 'block-address' ? refusalOfOwnAddress(one, actor.request.ip) : undefined);
    if (refused) return { refused, evidence };
    const { personId, sessionId, ip } = one;
    const target = { incidentId, personId, sessionId, ip, by };
    const kind = one.kind as IncidentKind;
    const carried: Carried =
      response === 'tell-contacts'
        ? await tellOfIncident(tx, tenant, now, { ...one, kind, incidentId, by })
        : await carryOut(tx, tenant, now, { name: response, target });
    if (carried.state === 'already') return { refused: standsAlready(), evidence };
    if (carried.state === 'not') return { refused: NOT_DONE[carried.why](), evidence };
    if (response !== 'tell-contacts')
      await noteStep(tx, tenant.id, now, { incidentId, kind: response, details: carried.details, by });
    return {
      output: { incidentId },
      evidence: { ...evidence, change: { ...evidence.change, ...carried.details } },
    };
  },
  sample: async (ground) => ({ ...(await sampleIncident(ground)), response: 'review' }),
});

/** Whoever blocks the address that they sit at locks themselves out, and their colleagues with them. */
function refusalOfOwnAddress({ ip }: StoredIncident, own: string | null): Refusal | undefined {
  if (!ip || !own || networkOf(ip) === null || networkOf(ip) !== networkOf(own)) return undefined;
  return new Refusal('address_is_your_own', 'This is the address that you are working from yourself.', {
    status: 409,
  });
}

const standsAlready = () =>
  new Refusal('response_stands', 'This was done already. Open the page again to see by whom.', {
    status: 409,
  });

const status = 409;
const NOT_DONE: Record<WhyNot, () => Refusal> = {
  'no-person': () => new Refusal('incident_without_person', 'This incident is about no account.', { status }),
  'no-session': () =>
    new Refusal('incident_without_session', 'This incident is about no session.', { status }),
  'no-address': () =>
    new Refusal('incident_without_address', 'No address is known of this incident.', { status }),
  'last-owner': () =>
    new Refusal(
      'owner_is_the_last',
      'This is the last owner who can come in. Make somebody else an owner first.',
      { status },
    ),
  'not-public': () =>
    new Refusal('address_not_public', 'This is no address of the public internet, so it is never blocked.', {
      status,
    }),
  crowd: () => new Refusal('address_is_a_crowd', 'Many people come from this address.', { status }),
  'not-active': () =>
    new Refusal('account_not_active', 'This account is not in use, so there is nothing to lock.', { status }),
};
