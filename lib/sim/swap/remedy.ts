// 1. A fraud is undone in one step: the number is on the card before, and what the fraudulent one could open is shut.
// 2. What has happened since is not guessed at: a card or a number that went elsewhere is refused, with the way that is left.
// 3. Nobody undoes what they did themselves: whoever asked, reviewed or decided leaves it to a colleague.
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { numbers, type sims } from '@/db/schema/sim';
import { endWhatIsUnderWay } from '../../auth/recovery/secure-account';
import { type Undone, undoTakeover } from '../../auth/recovery/undo-takeover';
import { after } from '../../base/clock';
import { idText } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { Refusal } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { replaceAddress } from '../../person/address/confirm-address';
import { personIdOf } from '../../policy/actor';
import type { Tenant } from '../../policy/tenant';
import { placeHold } from '../../trust/hold';
import { openIncident } from '../../trust/incident/open-incident';
import { tellOfIncident } from '../../trust/incident/tell-of-incident';
import { guardAfterSwap } from '../../trust/swap-guard';
import { promiseDeliveries } from '../../trust/webhook/promise-delivery';
import { moveSim } from '../move-sim';
import { canBecome } from '../sim';
import { watchAgent } from './agent';
import { endOtherSwap, endProofsUnderWay } from './end-swap';
import { sampleCompleted } from './sample-completed';
import { evidenceOf, lockCards, lockNumber, lockOpenSwap, lockSwap, saveSwap } from './stored-swap';
import { refusalOfHands, refusalOfStep, type StoredSwap } from './swap';
import { tellSwap } from './tell-swap';

type Card = typeof sims.$inferSelect;

/**
 * Undoes a swap that was a fraud (P12): the number goes back to the card before, the fraudulent card is blocked, money and
 * swaps are held, all sessions end, and what was added to the account since is taken away.
 */
export const remedySwap = command({
  name: 'sim.swap.remedy',
  proof: 'fresh-second-factor',
  input: z.strictObject({ swapId: idText, reason: oneLine(300) }),
  output: z.strictObject({ swapId: z.uuid() }),
  async run(deed, { swapId, reason }) {
    const { tx, actor, tenant, now } = deed;
    const one = await lockSwap(tx, tenant.id, swapId);
    const staffId = personIdOf(actor);
    const evidence = { ...evidenceOf(one, now, 'remedied', { reason }), severity: 'critical' as const };
    const refused =
      refusalOfStep(one, 'remedied', now) ??
      refusalOfHands(one, staffId, 'remedy') ??
      tooLate(one, tenant, now);
    if (refused) return { refused, evidence };
    // A case that was opened on the fraudulent card ends before the cards are looked at, or it would hold one of them.
    const later = await lockOpenSwap(tx, tenant.id, one.numberId);
    if (later) await endOtherSwap(deed, later, { state: 'refused', refusal: 'number-changed' });
    const cards = await lockCards(tx, one);
    const gone = await refusalOfReturn(tx, one, cards);
    if (gone) return { refused: gone, evidence };
    await giveBack(deed, one, cards);
    const undone = await shutOut(deed, one);
    const remedied = await saveSwap(tx, one, {
      ...{ state: 'remedied', remediedAt: now, remediedBy: staffId },
      note: reason,
    });
    const incidentId = await raise(deed, remedied);
    await tellSwap(tx, tenant, now, remedied, { template: 'swapRemedied' });
    await watchAgent(tx, tenant, now, remedied);
    const change = { ...evidence.change, ...undone, incident: incidentId, ended: later?.id };
    return { output: { swapId }, evidence: { ...evidence, change } };
  },
  async sample(ground) {
    const { id: swapId } = await sampleCompleted(ground);
    return { swapId, reason: 'The holder was abroad and never came to the shop' };
  },
});

const tooLate = ({ completedAt }: StoredSwap, { settings }: Tenant, now: Date): Refusal | undefined =>
  completedAt && after(completedAt, settings.swap.remedyMs) > now ? undefined : remedyTooLate();

/** What has happened since may have taken the card, or the number, where giving back would take it from somebody. */
async function refusalOfReturn(
  tx: Tx,
  one: StoredSwap,
  { oldCard }: { oldCard: Card },
): Promise<Refusal | undefined> {
  const number = await lockNumber(tx, one.tenantId, { id: one.numberId });
  if (!number || number.holderId !== one.holderId || number.state === 'retired') return numberIsElsewhere();
  if (number.simId !== one.newSimId) return laterSwapStands();
  return oldCard.state === 'swapped_out' ? undefined : oldCardIsGone();
}

/** The number on the card before, which lives again as it did; the fraudulent one is blocked for good. */
async function giveBack(
  { tx, actor, now }: Deed,
  one: StoredSwap,
  { oldCard, newCard }: { oldCard: Card; newCard: Card },
): Promise<void> {
  const { tenantId, numberId, id } = one;
  const why = { now, actorId: personIdOf(actor), numberId, detail: { swap: id, remedied: true } };
  await tx
    .update(numbers)
    .set({ simId: oldCard.id, state: one.oldSimState, changedAt: now })
    .where(and(eq(numbers.tenantId, tenantId), eq(numbers.id, numberId)));
  if (canBecome(newCard.state, 'blocked')) await moveSim(tx, tenantId, newCard, 'blocked', why);
  const back = await moveSim(tx, tenantId, oldCard, 'active', why);
  // Whoever has a card that was reported lost or stolen before is not given the number with it.
  if (one.oldSimState === 'suspended') await moveSim(tx, tenantId, back, 'suspended', why);
}

/** Shuts out whoever had the number: sessions, codes, what they added, money, and a swap that would follow. */
async function shutOut(
  { tx, actor, tenant, now }: Deed,
  one: StoredSwap,
): Promise<Undone & { sessions: number }> {
  const { holderId: personId, completedAt, msisdn, id: swapId } = one;
  const sessions = await endWhatIsUnderWay(tx, tenant.id, now, { personId, reason: 'swap fraud' });
  await endProofsUnderWay(tx, one, now);
  const since = completedAt ?? now;
  const undone = await undoTakeover(tx, tenant.id, now, { personId, since, keep: msisdn });
  if (undone.addresses.includes('email')) await putEmailBack(tx, tenant, now, one);
  const placedBy = personIdOf(actor);
  for (const kind of ['money_out', 'sim_swap'] as const)
    await placeHold(tx, tenant.id, now, { personId, kind, reason: 'swap fraud', placedBy });
  await guardAfterSwap(tx, tenant, now, { personId, swapId });
  return { ...undone, sessions };
}

/** The address that was told of the request was the holder's; it is theirs again, unless it is another's by now. */
async function putEmailBack(tx: Tx, tenant: Tenant, now: Date, one: StoredSwap): Promise<void> {
  const { rows } = await tx.$client.query<{ address: string }>({
    name: 'remedy-email',
    text: `select m.address from swap_notices n
             join outbox_messages m on m.tenant_id = n.tenant_id and m.id = n.message_id and m.channel = 'email'
           where n.tenant_id = $1 and n.case_id = $2 and m.created_at <= $3
             and not exists (select from users u where u.tenant_id = $1 and u.email = m.address
               and u.email_verified_at is not null and u.id <> $4)
           order by m.id limit 1`,
    values: [tenant.id, one.id, one.requestedAt, one.holderId],
  });
  const [told] = rows;
  if (told) await replaceAddress(tx, tenant, now, one.holderId, { kind: 'email', address: told.address });
}

/** People have to look at it, whoever was behind it; the tenant's contacts and webhooks hear of it at once. */
async function raise({ tx, actor, tenant, now }: Deed, one: StoredSwap): Promise<string> {
  const { id, holderId: personId, number, requestedBy, channel } = one;
  const [kind, severity] = ['swap-fraud', 'critical'] as const;
  const { id: incidentId } = await openIncident(tx, tenant, now, {
    ...{ kind, severity, about: `swap:${id}`, personId, ip: actor.request.ip },
    facts: { case: number, requestedBy, channel },
  });
  await tellOfIncident(tx, tenant, now, { incidentId, kind, severity, personId, by: null });
  const data = { swap: id, number: one.numberId, person: personId, state: one.state };
  await promiseDeliveries(tx, tenant.id, now, { type: 'sim.swap.remedied', data });
  return incidentId;
}

const remedyTooLate = () =>
  new Refusal(
    'remedy_too_late',
    'This swap is too old to be undone in one step. Secure the account, and let the holder ask for a new swap with their document.',
    { status: 409 },
  );

const numberIsElsewhere = () =>
  new Refusal(
    'remedy_number_is_elsewhere',
    'This number has another holder now, or none. Nothing is given back; open an incident and look at the number first.',
    { status: 409 },
  );

const laterSwapStands = () =>
  new Refusal(
    'remedy_later_swap_stands',
    'The number has moved again since. Undo the later swap first, then this one.',
    { status: 409 },
  );

const oldCardIsGone = () =>
  new Refusal(
    'remedy_old_card_is_gone',
    'The card before is blocked or retired, so nothing can go back to it. Block the card of today, and ask for a swap to a new card with the document of the holder.',
    { status: 409 },
  );
