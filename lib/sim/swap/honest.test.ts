import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { signedIn } from '@/testing/deeds';
import { effort } from '@/testing/effort';
import { aTenant, type Ground, later } from '@/testing/ground';
import { type Honest, honestSwaps, leastHoursOf } from '@/testing/honest-swaps';
import { freshly, onLine, swapScene } from '@/testing/swap-scene';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { perform } from '../../command/perform';
import { swapSettings } from '../../policy/swap-settings';
import { placeHold } from '../../trust/hold';
import { recordSignal } from '../../trust/signal';
import { answerSwap } from './answer';
import { coolingOf } from './cooling';
import { isStrong, judgeProofs, waysOf, waysThatCount } from './proofs';
import { requestOwnSwap } from './request';
import { isRefusedAtOnce, reviewReasonsOf, weighSwap } from './risk';

const SEED = 20_261_129;
const USUAL = 500;
const settings = swapSettings.parse({});
const NOW = new Date('2026-06-15T12:00:00.000Z');

type Came = { review: string[]; hours: number; refused: boolean };

/** What the rules make of an honest swap, once everything that its holder can show has been shown. */
function byTheRules(one: Honest): Came {
  const isLost = one.reason === 'lost' || one.reason === 'stolen';
  const risk = weighSwap(one.facts(NOW), settings, NOW);
  const ways = waysOf({ ...one.enrolled, oldSimLives: !isLost, messagesHeld: false });
  const oldSimCounts = !(isLost && isStrong(one.given));
  const counting = waysThatCount({ ways, oldSimCounts, oldSimState: 'active' });
  const standing = judgeProofs(counting, one.given);
  const review = [
    ...reviewReasonsOf(risk),
    ...(standing.enough && standing.byDocument ? ['document-only'] : []),
    // An objection to a loss that is proved strongly is for people; any other ends the case, and the lock stays on for a day.
    ...(one.mistakenObjection ? ['disputed'] : []),
  ];
  const wait = coolingOf(
    { reason: one.reason, riskLevel: risk.level, ways, disputedAt: null, contributions: risk.contributions },
    one.given,
    settings,
  );
  return { review, hours: wait.ms / HOUR_MS, refused: !standing.enough || isRefusedAtOnce(risk) };
}

const share = (part: number, of: number) => `${((100 * part) / of).toFixed(2)} %`;

test('the honest are not punished: every document-only case gets its second pair of eyes, and of the others at least 97 % complete without a review, at the least time that P5 allows', () => {
  const all = honestSwaps(SEED, effort(USUAL));
  const came = all.map((one) => ({ one, came: byTheRules(one) }));
  const byDocument = came.filter(({ one }) => one.given.includes('document'));
  const others = came.filter(({ one }) => !one.given.includes('document'));
  const free = others.filter(({ one, came: { review, refused, hours } }) => {
    return review.length === 0 && !refused && hours === leastHoursOf(one);
  });
  const waits = Object.groupBy(free, ({ came: { hours } }) => `${hours} h`);
  console.info(
    `${all.length} honest swaps: ${byDocument.length} by document alone, all with a second pair of eyes; of the other ` +
      `${others.length}, ${free.length} (${share(free.length, others.length)}) complete without a review at the least time: ` +
      `${(['0 h', '24 h', '72 h'] as const).map((hours) => `${share(waits[hours]?.length ?? 0, free.length)} at ${hours}`).join(', ')}`,
  );
  expect(byDocument.every(({ came: { review } }) => review.includes('document-only'))).toBe(true);
  expect(others.filter(({ came: { refused } }) => refused)).toEqual([]);
  expect(free.length / others.length).toBeGreaterThanOrEqual(0.97);
  // None of them waits longer than it must, reviewed or not.
  for (const {
    one,
    came: { hours },
  } of others)
    expect([one, hours]).toEqual([one, leastHoursOf(one)]);
});

/** The first of each kind, so that a few show all there are. */
function fewOf(all: readonly Honest[], each: number): Honest[] {
  const byKind = Object.groupBy(all, ({ kind }) => kind);
  return Object.values(byKind).flatMap((some) => (some ?? []).slice(0, each));
}

const FEW = fewOf(
  honestSwaps(SEED, 2_000).filter(({ mistakenObjection }) => !mistakenObjection),
  1,
).slice(0, effort(36));

test.each(FEW.map((one, at) => [`${at + 1}. ${one.kind}`, one] as const))(
  'the product does with an honest swap what the rules say: %s',
  async (_title, one) => {
    const expected = byTheRules(one);
    expect(await throughTheDoor(await aTenant(), one)).toEqual({
      ...{ review: expected.review, hours: expected.hours, waitsOver: true },
    });
  },
);

/** Plays an honest swap through the commands, from the request to its end. */
async function throughTheDoor(ground: Ground, one: Honest) {
  const { hasPin: withPin, hasTotp: withTotp, hasPasskey: withPasskey } = one.enrolled;
  const scene = await swapScene({ ground, withPin, withTotp, withPasskey });
  const { tenant, holder, holderId, start } = scene;
  const facts = one.facts(start);
  await inTenant(tenant.id, async (tx) => {
    if (facts.contactChangedAt)
      await recordSignal(tx, tenant.id, holderId, 'contact-changed', facts.contactChangedAt);
    if (facts.lockLiftedAt) {
      const lock = { personId: holderId, kind: 'sim_swap' as const, reason: 'locked', placedBy: holderId };
      await placeHold(tx, tenant.id, after(facts.lockLiftedAt, -2 * DAY_MS), lock);
      await tx.$client.query('update person_holds set until = $2 where tenant_id = $1', [
        tenant.id,
        facts.lockLiftedAt,
      ]);
    }
    await tx.$client.query('update numbers set activated_at = $2 where tenant_id = $1', [
      tenant.id,
      facts.activatedAt,
    ]);
  });
  const seenBefore = { ...holder, session: { ...holder.session, id: newId(start) } };
  if (!facts.newPlace) {
    await signedIn(seenBefore);
    await scene.rows(`update sessions set ip = '127.0.0.1' where tenant_id = $1 returning id`);
  }
  const asked =
    one.channel === 'portal'
      ? await perform(requestOwnSwap, freshly(holder, start), {
          ...{ numberId: scene.numberId, iccid: scene.card.iccid, reason: one.reason, key: newId(start) },
        })
      : await scene.request({ reason: one.reason });
  const { swapId } = asked;
  await scene.letNoticesLeave();
  const proved = scene.at(MINUTE_MS);
  for (const kind of one.given) {
    if (kind === 'old-sim')
      await perform(answerSwap, onLine(later(holder, proved), scene.msisdn), { swapId, answer: 'yes' });
    if (kind === 'totp' || kind === 'passkey') await scene.showFactor(swapId, proved, kind);
    if (kind === 'old-sim-code') await scene.enterCode(swapId, 'old-sim', proved);
    if (kind === 'email-code') await scene.enterCode(swapId, 'email', proved);
    if (kind === 'document') await scene.readDocument(swapId, proved);
  }
  const before = await scene.swapRow(swapId);
  if (before.state === 'review') await scene.approve(swapId, proved);
  const { ready_at: readyAt, review_reasons: review } = await scene.swapRow(swapId);
  const hours = ((readyAt as Date).getTime() - proved.getTime()) / HOUR_MS;
  await scene.goOnUntil(readyAt as Date);
  const { state, completed_at: completedAt } = await scene.swapRow(swapId);
  return { review, hours, waitsOver: state === 'completed' && Number(completedAt) === Number(readyAt) };
}
