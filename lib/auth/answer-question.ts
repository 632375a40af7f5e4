import { z } from 'zod';
import { idText } from '../base/id';
import { notSignedIn, Refusal } from '../base/refusal';
import { command, query } from '../command/command';
import type { Person } from '../policy/actor';
import { refusalOfProof } from '../policy/authorise';
import { isNumberNew } from '../trust/swap-guard';
import { simIsNew } from './change-pin';
import { answerQuestion, askQuestion, openQuestions } from './question';
import { QUESTION_KINDS } from './question-kind';

/** The questions that wait for one's own answer. */
export const ownQuestions = query({
  name: 'auth.questions',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({
    questions: z.array(
      z.strictObject({
        id: z.uuid(),
        kind: z.enum(Object.keys(QUESTION_KINDS) as [keyof typeof QUESTION_KINDS]),
        values: z.record(z.string(), z.string()),
        askedAt: z.date(),
        expiresAt: z.date(),
      }),
    ),
  }),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    return { questions: await openQuestions(tx, tenant.id, now, actor.principal.id) };
  },
  async sample({ tx, tenant, now, actorId }) {
    await askQuestion(tx, tenant.id, now, asked(actorId));
    return {};
  },
});

/**
 * Answers a question, yes or no, once. A no needs nothing more; a yes to what opens something needs the PIN, or in the
 * portal a fresh second factor, and counts for nothing from a card that is new to the number.
 */
export const answerOwnQuestion = command({
  name: 'auth.question.answer',
  proof: 'session',
  input: z.strictObject({ questionId: idText, answer: z.enum(['yes', 'no']) }),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }, { questionId, answer }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id: personId } = actor.principal;
    const by = actor.request.line?.channel ?? 'portal';
    const kind = await answerQuestion(tx, tenant.id, now, { questionId, personId, answer, by });
    // What is asked about a swap is answered there, so that the case goes on with the answer.
    if (kind === 'sim-swap') throw answeredWithItsSwap();
    // And what is asked of one's money there, so that it moves with the answer.
    if (kind === 'withdrawal' || kind === 'payment') throw answeredWithItsPayment();
    if (answer === 'yes' && QUESTION_KINDS[kind].yesNeedsPin) {
      const unproved = refusalOfYes(actor);
      if (unproved) throw unproved;
      if (by !== 'portal' && (await isNumberNew(tx, tenant.id, personId, now))) throw simIsNew();
    }
    return {
      output: {},
      evidence: { subject: `question:${questionId}`, severity: 'notice', change: { kind, answer, by } },
    };
  },
  async sample({ tx, tenant, now, actorId }) {
    return { questionId: await askQuestion(tx, tenant.id, now, asked(actorId)), answer: 'no' };
  },
});

const asked = (personId: string) => ({
  personId,
  kind: 'recovery' as const,
  values: { place: 'Nyabugogo' },
});

/** What a yes lacks: over the telephone network the PIN, in the portal a second factor of the last minutes. */
function refusalOfYes(actor: Person): Refusal | undefined {
  if (!actor.request.line) return refusalOfProof(actor, 'fresh-second-factor');
  return actor.session.methods.includes('pin') ? undefined : answerNeedsPin();
}

const answeredWithItsSwap = () =>
  new Refusal('question_of_a_swap', 'This is about a swap of your number. Open the swap, and answer there.', {
    status: 409,
  });

const answeredWithItsPayment = () =>
  new Refusal('question_of_a_payment', 'This is about your money. Open your wallet, and answer there.', {
    status: 409,
  });

const answerNeedsPin = () =>
  new Refusal('answer_needs_pin', 'A yes to this needs your PIN.', { status: 401 });
