import { z } from 'zod';
import { claimText, outageNumber } from '../../auth/recovery/claim';
import { samplePerson } from '../../auth/sample-person';
import { idText } from '../../base/id';
import { notFound, notSignedIn, Refusal } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { subscriberOf } from './find-subscriber';
import { release } from './release';
import { sampleOutage } from './sample-outage';
import { lockClaimed, lockOutageOf, type StoredOutage } from './stored-outage';
import { tellHolder } from './tell';

const isTakenBack = () =>
  new Refusal('outage_is_taken_back', 'This report was taken back already.', { status: 409 });

/** Takes back a report that one has made oneself: the telephone was found. Only what this report holds back is let go. */
export const takeBackOutage = command({
  name: 'outage.take-back',
  proof: 'none',
  perMinute: 10,
  input: z.strictObject({ number: outageNumber, claim: claimText }),
  output: z.strictObject({}),
  async run(deed, given) {
    const { one, refused } = await lockClaimed(deed.tx, deed.tenant.id, given);
    if (refused) return { refused, evidence: {} };
    const evidence = { subject: `outage:${one.id}`, severity: 'warning' as const };
    // What its holder took back already is answered as ever: it would else say that there is one.
    if (one.takenBackAt && !one.takenBackBy) return { refused: isTakenBack(), evidence };
    const { kinds } = await takeBack(deed, one, null);
    return { output: {}, evidence: { ...evidence, change: { person: one.personId, let: kinds } } };
  },
  async sample(ground) {
    const { personId } = await samplePerson(ground);
    const { number, claim } = await sampleOutage(ground, personId);
    return { number, claim };
  },
});

/** Takes back a report about one's own telephone, in one's session and with a second factor: a stolen telephone has none. */
export const takeBackOwnOutage = command({
  name: 'outage.take-back-own',
  proof: 'fresh-second-factor',
  input: z.strictObject({ reportId: idText }),
  output: z.strictObject({}),
  async run(deed, { reportId }) {
    const { tx, tenant, actor } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const one = await lockOutageOf(tx, tenant.id, { id: reportId, personId });
    if (!one) throw notFound();
    const evidence = { subject: `outage:${one.id}`, severity: 'warning' as const };
    if (one.takenBackAt) return { refused: isTakenBack(), evidence };
    const { kinds } = await takeBack(deed, one, personId);
    return { output: {}, evidence: { ...evidence, change: { person: personId, let: kinds } } };
  },
  sample: async (ground) => ({ reportId: (await sampleOutage(ground, ground.actorId)).id }),
});

async function takeBack({ tx, tenant, now }: Deed, one: StoredOutage, by: string | null) {
  const holder = await subscriberOf(tx, tenant.id, one.personId);
  const released = await release(tx, one, now, by);
  await tellHolder(tx, tenant, now, { holder, template: 'outageTakenBack' });
  return released;
}
