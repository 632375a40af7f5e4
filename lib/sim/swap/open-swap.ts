import { and, eq, or } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { sims } from '@/db/schema/sim';
import { swapCases } from '@/db/schema/swap';
import { askQuestion } from '../../auth/question';
import { after } from '../../base/clock';
import { newId } from '../../base/id';
import { type Msisdn, spellMsisdn } from '../../base/msisdn';
import { Refusal } from '../../base/refusal';
import type { Deed } from '../../command/command';
import { lookAgain, type SecondLook } from '../../trust/decision/second-look';
import { moveSim } from '../move-sim';
import { contextOf } from './context';
import { endOtherSwap, endProofsUnderWay } from './end-swap';
import { asHeld, type HeldNumber, refusalOfRequest, swapIsOpen } from './may-request';
import { waysOf } from './proofs';
import { isRefusedAtOnce, reviewReasonsOf, type SwapRisk, weighSwap } from './risk';
import { lockNumber, lockOpenSwap, newSwapNumber, queueSwap } from './stored-swap';
import { type StoredSwap, stateOf } from './swap';
import { readEnrolled, readSwapFacts } from './swap-facts';
import { publishSwap, tellSwap } from './tell-swap';

export type Asking = Pick<StoredSwap, 'reason' | 'channel' | 'unitId' | 'requestedBy'> & {
  number: { id: string } | { msisdn: string };
  /** Whose it must be, where the holder asks themselves. */
  holderId?: string;
  iccid: string;
};

/**
 * Opens a case in the deed's transaction, or refuses. The number is locked first: of many at once one opens, and the others
 * find it open. A case of three further signals is written as refused at once, and no card moves.
 */
export async function openSwap(deed: Deed, look: SecondLook, asking: Asking): Promise<StoredSwap> {
  const { tx, actor, tenant, now } = deed;
  const found = asHeld(await lockNumber(tx, tenant.id, asking.number));
  if (asking.holderId && found.holderId !== asking.holderId) asHeld(undefined);
  const refused = await refusalOfRequest(tx, actor, now, { number: found, channel: asking.channel });
  if (refused) throw refused;
  const before = await lockOpenSwap(tx, tenant.id, found.id);
  if (before && stateOf(before, now) !== 'expired') throw swapIsOpen();
  if (before) await endOtherSwap(deed, before, { state: 'expired', refusal: null });
  const cards = await lockBothCards(tx, tenant.id, found, asking.iccid);

  const isLost = asking.reason === 'lost' || asking.reason === 'stolen';
  const oldSimLives = cards.oldCard.state === 'active' && found.state === 'active' && !isLost;
  const enrolled = await readEnrolled(tx, tenant, now, { holderId: found.holderId, oldSimLives });
  const ways = waysOf(enrolled);
  const facts = await readSwapFacts(tx, actor, now, {
    ...{ numberId: found.id, holderId: found.holderId, unitId: asking.unitId },
    isOwn: asking.channel === 'portal',
  });
  const risk = weighSwap(facts, tenant.settings.swap, now);
  const verdict = lookAgain(look, actor, contextOf({ ...asking, ways, risk }));
  if ('refused' in verdict) throw verdict.refused;
  const reviewReasons = [...(verdict.answer === 'hold' ? ['policy'] : []), ...reviewReasonsOf(risk)];
  const one = await insertSwap(deed, asking, { found, ...cards, ways, risk, reviewReasons });
  return one.state === 'refused' ? one : begin(deed, one, cards);
}

type Cards = Awaited<ReturnType<typeof lockBothCards>>;
type Weighed = Cards & {
  found: HeldNumber;
  ways: StoredSwap['ways'];
  risk: SwapRisk;
  reviewReasons: string[];
};

/** The card that carries the number and the new one, locked in the order of their ids. */
async function lockBothCards(tx: Tx, tenantId: string, { simId, msisdn }: HeldNumber, iccid: string) {
  const found = await tx
    .select()
    .from(sims)
    .where(and(eq(sims.tenantId, tenantId), or(eq(sims.id, simId), eq(sims.iccid, iccid))))
    .orderBy(sims.id)
    .for('update');
  const oldCard = found.find(({ id }) => id === simId);
  const newCard = found.find((card) => card.iccid === iccid);
  if (newCard?.state !== 'in_stock') throw notInStock();
  if (newCard.presetMsisdn && newCard.presetMsisdn !== msisdn) throw madeForAnother();
  if (oldCard?.state !== 'active' && oldCard?.state !== 'suspended') throw cardIsElsewhere();
  return { oldCard: { ...oldCard, state: oldCard.state }, newCard };
}

async function insertSwap(
  { tx, tenant, now }: Deed,
  asking: Asking,
  { found, oldCard, newCard, ways, risk, reviewReasons }: Weighed,
): Promise<StoredSwap> {
  const isRefused = isRefusedAtOnce(risk);
  const { reason, channel, unitId, requestedBy } = asking;
  const [one] = await tx
    .insert(swapCases)
    .values({
      ...{ tenantId: tenant.id, id: newId(now), number: newSwapNumber(), numberId: found.id },
      ...{ msisdn: found.msisdn, holderId: found.holderId, oldSimId: oldCard.id, oldSimState: oldCard.state },
      ...{ newSimId: newCard.id, reason, channel, unitId, requestedBy, requestedAt: now },
      ...{ ways, oldSimCounts: true, reviewReasons, coolingReasons: [] },
      ...{ risk: risk.score, riskLevel: risk.level, contributions: risk.contributions },
      ...(isRefused
        ? { state: 'refused', refusal: 'further-signals', expiresAt: now, endedAt: now }
        : { state: 'proving', expiresAt: after(now, tenant.settings.swap.provingMs) }),
    })
    .returning();
  if (!one) throw new Error('A swap was not written.');
  if (!isRefused) return one;
  await tellSwap(tx, tenant, now, one, { template: 'swapRefused' });
  await publishSwap(tx, one, now, 'sim.swap.refused');
  return one;
}

/** Reserves the card, asks the holder on their telephone where it can answer, sets the deadline, and tells everybody. */
async function begin(deed: Deed, one: StoredSwap, { oldCard, newCard }: Cards): Promise<StoredSwap> {
  const { tx, actor, tenant, now } = deed;
  const why = { now, actorId: one.requestedBy, numberId: one.numberId, detail: { swap: one.id } };
  await moveSim(tx, tenant.id, oldCard, 'pending_swap', why);
  await moveSim(tx, tenant.id, newCard, 'reserved', why);
  // What was sent for an earlier case proves nothing in this one.
  await endProofsUnderWay(tx, one, now);
  const place = await placeOf(tx, tenant.id, one, tenant.name);
  const isAsked = one.ways.includes('old-sim');
  const questionId = isAsked
    ? await askQuestion(tx, tenant.id, now, {
        ...{ personId: one.holderId, kind: 'sim-swap', livesMs: tenant.settings.swap.provingMs },
        values: { number: spellMsisdn(one.msisdn as Msisdn), place },
      })
    : null;
  await tx
    .update(swapCases)
    .set({ questionId })
    .where(and(eq(swapCases.tenantId, tenant.id), eq(swapCases.id, one.id)));
  const opened = { ...one, questionId };
  await queueSwap(tx, opened);
  const isOwn = actor.kind === 'person' && actor.principal.id === one.holderId;
  await tellSwap(tx, tenant, now, opened, {
    template: isOwn ? 'swapRequestedHere' : 'swapRequested',
    toNumber: isAsked ? 'swapAsked' : undefined,
    values: { place },
  });
  await publishSwap(tx, opened, now, 'sim.swap.requested');
  return opened;
}

/** Where it is asked for, in words that a holder can check: the shop, or the tenant itself. */
export async function placeOf(
  tx: Tx,
  tenantId: string,
  { unitId }: Pick<StoredSwap, 'unitId'>,
  otherwise: string,
): Promise<string> {
  if (!unitId) return otherwise;
  const { rows } = await tx.$client.query<{ name: string }>({
    name: 'swap-place',
    text: 'select name from units where tenant_id = $1 and id = $2',
    values: [tenantId, unitId],
  });
  return rows[0]?.name ?? otherwise;
}

export const furtherSignals = () =>
  new Refusal(
    'swap_too_many_signals',
    'Too much speaks against this swap just now, so it was refused. The holder of the number was told.',
    { status: 409 },
  );

const notInStock = () =>
  new Refusal('swap_card_not_in_stock', 'This card is not in the stock, or it is used. Take another card.', {
    status: 409,
    field: 'iccid',
  });

const madeForAnother = () =>
  new Refusal('swap_card_of_another', 'This card was made for another number. Take another card.', {
    status: 409,
    field: 'iccid',
  });

const cardIsElsewhere = () =>
  new Refusal(
    'swap_old_card_elsewhere',
    'The card that carries this number is blocked or already on its way. An administrator can say more.',
    { status: 409 },
  );
