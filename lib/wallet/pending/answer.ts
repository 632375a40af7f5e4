import { z } from 'zod';
import { simIsNew } from '../../auth/change-pin';
import { answerQuestion, askQuestion } from '../../auth/question';
import { idText } from '../../base/id';
import { notFound, notSignedIn, Refusal } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import type { Person } from '../../policy/actor';
import { lookAgain, prepareLook, type SecondLook } from '../../trust/decision/second-look';
import { isNumberNew } from '../../trust/swap-guard';
import { moneyAbout } from '../amount';
import { refuseOpen } from './confirm';
import { pendingYesNeedsPin } from './refusals';
import { samplePending } from './sample-pending';
import { evidenceOf, postPending, refusalOfState } from './settle';
import { lockPending, pendingOfQuestion, type StoredPending } from './stored-pending';

/**
 * Answers on the telephone what an agent asks of one's wallet. A yes in the menu with the PIN pays at once; a no, from
 * wherever it comes, lets go of what was held. By SMS, whose sender can be made up, there is no yes.
 */
export const answerPending = command({
  name: 'wallet.pending.answer',
  proof: 'session',
  perMinute: 20,
  input: z.strictObject({ questionId: idText, answer: z.enum(['yes', 'no']) }),
  output: z.strictObject({ state: z.enum(['posted', 'rejected', 'expired']) }),
  // A no only refuses; what policies say of a yes is what they say of confirming.
  prepare: ({ actor }) => prepareLook(actor, 'wallet.pending.confirm'),
  async run(deed, { questionId, answer }, look) {
    const { tx, actor, tenant, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const { id: personId } = actor.principal;
    const id = await pendingOfQuestion(tx, tenant.id, { questionId, payerId: personId });
    const one = id && (await lockPending(tx, tenant.id, id));
    if (!one) throw notFound();
    const refused =
      refusalOfState(one, 'pending_customer') ??
      (answer === 'yes' ? await refusalOfYes(deed, actor, look, one) : undefined);
    if (refused) throw refused;
    const by = actor.request.line?.channel ?? 'portal';
    if (answer === 'no') {
      await answerQuestion(tx, tenant.id, now, { questionId, personId, answer, by });
      const state = await refuseOpen(deed, one);
      return { output: { state }, evidence: evidenceOf(one, state, { by }) };
    }
    if (one.expiresAt > now) await answerQuestion(tx, tenant.id, now, { questionId, personId, answer, by });
    const settled = await postPending(deed, one, { by: 'ussd', makerId: personId });
    if (!settled.done) return { refused: settled.refused, evidence: settled.evidence };
    return { output: { state: 'posted' as const }, evidence: settled.evidence };
  },
  async sample(ground) {
    const { tx, tenant, now, actorId } = ground;
    const { id } = await samplePending(ground, { payerId: ground.actorId });
    const questionId = await askQuestion(tx, tenant.id, now, {
      ...{
        personId: actorId,
        kind: 'withdrawal',
        values: { place: 'Nyabugogo', amount: '1500', fee: '100' },
      },
    });
    await tx.$client.query('update pending_transfers set question_id = $3 where tenant_id = $1 and id = $2', [
      tenant.id,
      id,
      questionId,
    ]);
    return { questionId, answer: 'no' };
  },
});

async function refusalOfYes(
  { tx, tenant, now }: Deed,
  actor: Person,
  look: SecondLook,
  { amount }: StoredPending,
): Promise<Refusal | undefined> {
  const { request, session, principal } = actor;
  if (request.line?.channel !== 'ussd' || !session.methods.includes('pin')) return pendingYesNeedsPin();
  // A no is open to a secured account too; a yes is not.
  if (principal.secured) return whileSecured();
  if (await isNumberNew(tx, tenant.id, principal.id, now)) return simIsNew();
  const verdict = lookAgain(look, actor, moneyAbout(amount, tenant));
  if ('refused' in verdict) return verdict.refused;
  // Whoever would have to agree cannot be asked over the telephone.
  return verdict.answer === 'hold' ? confirmInPortal() : undefined;
}

const whileSecured = () =>
  new Refusal(
    'pending_while_secured',
    'Your account is secured, so nothing leaves your wallet. You can say no.',
    {
      status: 403,
    },
  );

const confirmInPortal = () =>
  new Refusal(
    'pending_in_portal',
    'This is confirmed in the portal. Sign in there, and look at your wallet.',
    {
      status: 403,
    },
  );
