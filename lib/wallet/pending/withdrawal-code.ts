import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { simIsNew } from '../../auth/change-pin';
import { calendarOf } from '../../base/clock';
import { idText } from '../../base/id';
import { notFound, notSignedIn, type Refusal } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import type { Person } from '../../policy/actor';
import { prepareLook } from '../../trust/decision/second-look';
import { isNumberNew } from '../../trust/swap-guard';
import { amountOf, moneyAbout } from '../amount';
import { makerOf } from '../maker-of';
import { sampleFunds } from '../sample-wallet';
import { priceOf } from '../wallet';
import { whyNotSend } from '../why-not';
import { refusalOfFactor, refuseOpen } from './confirm';
import { openPending } from './open-pending';
import { pendingYesNeedsPin } from './refusals';
import { samplePending } from './sample-pending';
import { evidenceOf, refusalOfState } from './settle';
import { codePrint, lockPending } from './stored-pending';

/**
 * A customer makes a code with which any agent pays them out, once: the amount and its fee are held until then. It is
 * shown once and kept nowhere, so that whoever loses it takes it back and makes another.
 */
export const makeWithdrawalCode = command({
  name: 'wallet.withdrawal-code.make',
  proof: 'session',
  perMinute: 10,
  input: z.strictObject({ amount: z.string().max(64) }),
  output: z.strictObject({
    pendingId: z.uuid(),
    code: z.string(),
    amount: z.bigint(),
    fee: z.bigint(),
    currency: z.string(),
    expiresAt: z.date(),
  }),
  about: ({ amount }, { tenant }) => moneyAbout(amountOf(amount, tenant), tenant),
  agreedTo: ({ amount }, { tenant }) => ({ amount: String(amountOf(amount, tenant)) }),
  prepare: ({ actor }) => prepareLook(actor, 'wallet.withdrawal-code.make'),
  async run(deed, input, policies) {
    const { actor, tenant, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const unproved = await refusalOfProving(deed, actor);
    if (unproved) throw unproved;
    const { id: payerId, locale } = actor.principal;
    const amount = amountOf(input.amount, tenant);
    const { money } = tenant.settings;
    const fee = priceOf(money.withdrawalFee, amount);
    const code = String(randomInt(100_000_000)).padStart(8, '0');
    const opening = await openPending(
      deed,
      { maker: makerOf(actor, now), policies },
      {
        ...{ operation: 'withdrawal', state: 'created', payerId, payeeId: null, payeeMobile: null },
        ...{ amount, fee, commission: 0n, startedBy: payerId, livesMs: money.withdrawalCodeValidMs },
      },
      async ({ id }) => ({ codeHash: codePrint(id, code) }),
    );
    if (!opening.done && 'stopped' in opening) return opening.stopped;
    if (!opening.done) {
      const move = { amount, fee, calendar: calendarOf(now, tenant.timeZone), at: now };
      throw whyNotSend(opening.reason, { tenant, locale, payer: opening.payer, move });
    }
    const { one } = opening;
    return {
      output: {
        ...{ pendingId: one.id, code, amount, fee },
        ...{ currency: one.currency, expiresAt: one.expiresAt },
      },
      evidence: { ...evidenceOf(one, 'created'), severity: 'notice' },
    };
  },
  async sample(ground) {
    await sampleFunds(ground, ground.actorId, 20_000n);
    return { amount: '1500' };
  },
});

/** Over the telephone the PIN on a card that is not new; in the portal the second factor of who has one. */
async function refusalOfProving({ tx, tenant, now }: Deed, actor: Person): Promise<Refusal | undefined> {
  if (!actor.request.line) return refusalOfFactor(actor);
  if (!actor.session.methods.includes('pin')) return pendingYesNeedsPin();
  return (await isNumberNew(tx, tenant.id, actor.principal.id, now)) ? simIsNew() : undefined;
}

/** Takes a code back before anybody has used it: what was held is free again. */
export const takeBackWithdrawalCode = command({
  name: 'wallet.withdrawal-code.take-back',
  proof: 'session',
  input: z.strictObject({ pendingId: idText }),
  output: z.strictObject({}),
  async run(deed, { pendingId }) {
    const { tx, tenant, actor } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const one = await lockPending(tx, tenant.id, pendingId);
    const { id } = actor.principal;
    if (one?.payerId !== id || one.startedBy !== id) throw notFound();
    const refused = refusalOfState(one, 'created');
    if (refused) throw refused;
    const state = await refuseOpen(deed, one);
    return { output: {}, evidence: evidenceOf(one, state, { by: 'customer' }) };
  },
  async sample(ground) {
    return { pendingId: (await samplePending(ground, { payerId: ground.actorId, state: 'created' })).id };
  },
});
