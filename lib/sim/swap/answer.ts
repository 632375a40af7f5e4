import { z } from 'zod';
import { simIsNew } from '../../auth/change-pin';
import { answerQuestion } from '../../auth/question';
import { idText } from '../../base/id';
import { notFound, notSignedIn, Refusal } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import type { Person } from '../../policy/actor';
import { refusalOfProof } from '../../policy/authorise';
import { prepareLook, type SecondLook } from '../../trust/decision/second-look';
import { hasSignal } from '../../trust/signal';
import { objectToSwap } from './dispute';
import { refusalOfProving, takeProof, wayIsClosed } from './go-on';
import { showFactor } from './prove';
import { sampleSwap } from './sample-swap';
import { evidenceOf, lockSwap } from './stored-swap';
import type { StoredSwap } from './swap';
import { cameLater } from './swap-facts';
import { swapStep } from './view';

/**
 * Answers whether a swap is one's own. A yes on the old card's own line with the PIN is a proof by itself, in the portal it
 * is the second factor; by SMS, whose sender can be made up, there is none. A no is an objection, from wherever it comes.
 * The answer and what follows from it stand in one transaction.
 */
export const answerSwap = command({
  name: 'sim.swap.answer',
  proof: 'session',
  perMinute: 20,
  input: z
    .strictObject({
      swapId: idText.optional(),
      /** The question as the telephone knows it. */
      questionId: idText.optional(),
      answer: z.enum(['yes', 'no']),
    })
    .refine(({ swapId, questionId }) => swapId !== undefined || questionId !== undefined, {
      path: ['swapId'],
    }),
  output: swapStep,
  // A no is self-help, which nobody polices; what policies say of a yes is what they say of proving.
  prepare: ({ actor }) => prepareLook(actor, 'sim.swap.prove'),
  async run(deed, { swapId, questionId, answer }, look) {
    const { tx, actor, tenant } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const id = swapId ?? (await swapOfQuestion(deed, questionId ?? ''));
    const one = await lockSwap(tx, tenant.id, id, actor.principal.id);
    if (answer === 'no') return sayNo(deed, actor, one);
    return actor.request.line ? sayYesOnLine(deed, actor, look, one) : sayYesHere(deed, actor, look, one);
  },
  async sample(ground) {
    const { id: swapId } = await sampleSwap(ground, 'proving', { holderId: ground.actorId });
    return { swapId, answer: 'no' };
  },
});

async function swapOfQuestion({ tx, tenant }: Deed, questionId: string): Promise<string> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'swap-of-question',
    text: `select c.id from questions q join swap_cases c on c.tenant_id = q.tenant_id and c.holder_id = q.person_id
             and c.question_id = q.id where q.tenant_id = $1 and q.id = $2`,
    values: [tenant.id, questionId],
  });
  const [found] = rows;
  if (!found) throw notFound();
  return found.id;
}

/** Writes the answer to the question that the case put, if it put one. A second answer and a late one are refused there. */
async function write({ tx, tenant, now }: Deed, actor: Person, one: StoredSwap, answer: 'yes' | 'no') {
  if (!one.questionId || !actor.request.line) return;
  const by = actor.request.line.channel;
  const { id: personId } = actor.principal;
  await answerQuestion(tx, tenant.id, now, { questionId: one.questionId, personId, answer, by });
}

async function sayNo(deed: Deed, actor: Person, one: StoredSwap) {
  await write(deed, actor, one, 'no');
  const by = actor.request.line ? 'telephone' : 'portal';
  const came = await objectToSwap(deed, one, by);
  const state = came === 'noted' ? one.state : came;
  const path = came === 'noted' ? [] : [came];
  const evidence = evidenceOf(one, deed.now, path, {
    answer: 'no',
    by: actor.request.line?.channel ?? 'portal',
  });
  return { output: { state }, evidence: { ...evidence, severity: 'critical' as const } };
}

async function sayYesHere(deed: Deed, actor: Person, look: SecondLook, one: StoredSwap) {
  const unproved = refusalOfProof(actor, 'fresh-second-factor');
  if (unproved) throw unproved;
  return showFactor(deed, actor, look, one);
}

async function sayYesOnLine(deed: Deed, actor: Person, look: SecondLook, one: StoredSwap) {
  const { tx, tenant, now } = deed;
  const { id: personId } = actor.principal;
  const refused = await refusalOfYes(deed, actor, one);
  if (refused) throw refused;
  if (await hasSignal(tx, tenant.id, personId, 'sim-changed', now)) throw simIsNew();
  await write(deed, actor, one, 'yes');
  const went = await takeProof(deed, look, one, { kind: 'old-sim', by: personId });
  const evidence = evidenceOf(one, now, went.path, { answer: 'yes', way: 'old-sim', by: 'ussd' });
  if (went.refused) return { refused: went.refused, evidence };
  return { output: { state: went.path.at(-1) ?? one.state }, evidence };
}

async function refusalOfYes(
  { tx, tenant, now }: Deed,
  { principal, session, request }: Person,
  one: StoredSwap,
): Promise<Refusal | undefined> {
  const refused = refusalOfProving(one, 'old-sim', now);
  if (refused) return refused;
  if (principal.secured) return wayIsClosed();
  if (request.line?.channel !== 'ussd' || !session.methods.includes('pin')) return yesNeedsPin();
  // Another number of the same person says nothing about the card in question.
  if (request.line.msisdn !== one.msisdn) return fromTheNumber();
  return (await cameLater(tx, tenant.id, principal.id, 'pin', one.requestedAt)) ? wayIsClosed() : undefined;
}

const yesNeedsPin = () =>
  new Refusal('swap_yes_needs_pin', 'A yes to this is said in the menu, with your PIN, and never by SMS.', {
    status: 401,
  });

const fromTheNumber = () =>
  new Refusal('swap_yes_from_number', 'Say yes from the number that is to move, not from another one.', {
    status: 403,
  });
