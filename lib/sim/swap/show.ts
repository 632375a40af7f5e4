import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '@/db/schema/person';
import { sims } from '@/db/schema/sim';
import { findEvents } from '../../audit/find-events';
import { readEvents } from '../../audit/read-events';
import type { Iccid } from '../../base/iccid';
import { idText } from '../../base/id';
import { maskIccid, maskMsisdn, maskName } from '../../base/mask';
import { type Msisdn, spellMsisdn } from '../../base/msisdn';
import { notFound } from '../../base/refusal';
import { type Deed, query } from '../../command/command';
import { may, personIdOf } from '../../policy/actor';
import type { Permission } from '../../policy/permissions';
import { sampleSwap } from './sample-swap';
import { maySee } from './see';
import { commonOf } from './shown-swap';
import { findSwap } from './stored-swap';
import { isOpen, notInThisState, refusalOfHands, type StoredSwap, stateOf } from './swap';
import { type SWAP_DEEDS, type SwapFile, swapFile } from './view';

const MOST_EVENTS = 100;

/** A case on one page, for staff: its proofs, its risk, its clock, what happened, and who may take the next step. */
export const showSwap = query({
  name: 'sim.swap.show',
  proof: 'second-factor',
  input: z.strictObject({ swapId: idText }),
  evidence: ({ swapId }) => ({ subject: `swap:${swapId}` }),
  output: swapFile,
  async run(deed, { swapId }) {
    const { tx, tenant, now } = deed;
    const one = await findSwap(tx, tenant.id, swapId);
    if (!(await maySee(deed, one))) throw notFound();
    const common = await commonOf(tx, tenant, one, now);
    const people = await namesOf(deed, one);
    const who = (id: string | null) => (id ? { id, name: people.get(id) ?? '' } : null);
    // Until the holder has proved themselves to us, nobody at a counter is told who they are.
    const isMasked = !common.isProved;
    const name = people.get(one.holderId) ?? '';
    const msisdn = one.msisdn as Msisdn;
    const ownAsk = one.requestedBy === one.holderId;
    return {
      ...common,
      holder: { id: isMasked ? null : one.holderId, name: isMasked ? maskName(name) : name, isMasked },
      msisdn: isMasked ? maskMsisdn(msisdn) : spellMsisdn(msisdn),
      numberId: one.numberId,
      ...(await cardsOf(deed, one)),
      requestedBy: {
        id: one.requestedBy,
        name: ownAsk && isMasked ? maskName(name) : (people.get(one.requestedBy) ?? ''),
      },
      ...{ reviewedBy: who(one.reviewedBy), reviewedAt: one.reviewedAt },
      ...{ decidedBy: who(one.decidedBy), decidedAt: one.decidedAt, remediedBy: who(one.remediedBy) },
      note: one.note,
      risk: { score: one.risk, level: one.riskLevel, contributions: one.contributions },
      events: await eventsOf(deed, one, isMasked ? one.holderId : null),
      may: deedsOf(deed, one),
    };
  },
  async sample(ground) {
    const { id: swapId } = await sampleSwap(ground, 'review', { requestedBy: ground.actorId });
    return { swapId };
  },
});

async function namesOf({ tx, tenant }: Deed, one: StoredSwap): Promise<Map<string, string>> {
  const { holderId, requestedBy, reviewedBy, decidedBy, remediedBy } = one;
  const ids = [holderId, requestedBy, reviewedBy, decidedBy, remediedBy].filter((id) => id !== null);
  const rows = await tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(eq(users.tenantId, tenant.id), inArray(users.id, ids)));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function cardsOf({ tx, tenant }: Deed, { oldSimId, newSimId }: StoredSwap) {
  const rows = await tx
    .select({ id: sims.id, iccid: sims.iccid, state: sims.state })
    .from(sims)
    .where(and(eq(sims.tenantId, tenant.id), inArray(sims.id, [oldSimId, newSimId])));
  const of = (id: string) => {
    const card = rows.find((row) => row.id === id);
    return { id, iccid: card ? maskIccid(card.iccid as Iccid) : '', state: card?.state ?? '' };
  };
  return { oldSim: of(oldSimId), newSim: of(newSimId) };
}

async function eventsOf(
  { tx, tenant }: Deed,
  one: StoredSwap,
  hidden: string | null,
): Promise<SwapFile['events']> {
  const { rows } = await findEvents(tx, tenant.id, { subject: `swap:${one.id}` }, { size: MOST_EVENTS });
  const ids = rows.map(({ id }) => id).reverse();
  const events = await readEvents(tx, tenant.id, ids);
  return events
    .filter(({ command }) => command !== 'sim.swap.show')
    .map(({ id, at, command, outcome, actorId, actorName }) => ({
      ...{ id, at, command, outcome },
      who: actorName && actorId === hidden ? maskName(actorName) : actorName,
    }));
}

type SwapDeed = (typeof SWAP_DEEDS)[number];

const PERMISSION_OF: Record<SwapDeed, Permission> = {
  document: 'sim.swap.document',
  cancel: 'sim.swap.cancel',
  approve: 'sim.swap.approve',
  refuse: 'sim.swap.refuse',
  decide: 'sim.swap.decide',
  remedy: 'sim.swap.remedy',
  'release-document': 'sim.swap.release-document',
};

/** The deeds that somebody's roles allow at all, and of each why this case does not allow it to them now. */
function deedsOf({ actor, now }: Deed, one: StoredSwap): SwapFile['may'] {
  const staffId = personIdOf(actor);
  const state = stateOf(one, now);
  const past = notInThisState().code;
  const hands = (place: Parameters<typeof refusalOfHands>[2]) =>
    refusalOfHands(one, staffId, place)?.code ?? null;
  const refused: Record<SwapDeed, string | null> = {
    document: state === 'proving' ? hands('request') : past,
    cancel: isOpen(state) && state !== 'disputed' ? null : past,
    approve: state === 'review' ? hands('review') : past,
    refuse: isOpen(state) ? hands(state === 'disputed' ? 'decide' : 'review') : past,
    decide: state === 'disputed' ? hands('decide') : past,
    remedy: state === 'completed' ? hands('remedy') : past,
    'release-document':
      state !== 'completed'
        ? past
        : (hands('request') ?? (staffId === one.requestedBy ? 'release_by_another' : null)),
  };
  return (Object.keys(refused) as SwapDeed[])
    .filter((deed) => may(actor, PERMISSION_OF[deed]) && (deed !== 'cancel' || one.requestedBy === staffId))
    .map((deed) => ({ deed, refused: refused[deed] }));
}
