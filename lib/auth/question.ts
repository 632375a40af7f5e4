import type { Tx } from '@/db/client';
import { after } from '../base/clock';
import { newId } from '../base/id';
import { notFound, Refusal } from '../base/refusal';
import { isQuestionKind, QUESTION_KINDS, type QuestionKind } from './question-kind';

export type QuestionAnswer = 'yes' | 'no';
export type AnswerChannel = 'portal' | 'ussd' | 'sms';

type Asking = {
  personId: string;
  kind: QuestionKind;
  values: Record<string, string>;
  /** How long it waits, where that is not what its kind says. */
  livesMs?: number;
};

export type OpenQuestion = {
  id: string;
  kind: QuestionKind;
  values: Record<string, string>;
  askedAt: Date;
  expiresAt: Date;
};

/** Where a question stands: the answer, or that it still waits, or waited in vain. */
export type QuestionState = { state: 'open' | 'expired' | QuestionAnswer; by: AnswerChannel | null };

/**
 * Puts a question to a person in the deed's transaction, and gives its id, by which whoever asked reads the answer when
 * they go on. That the person hears of it (an SMS that says what to dial) is the asker's to promise.
 */
export async function askQuestion(tx: Tx, tenantId: string, now: Date, asking: Asking): Promise<string> {
  const { personId, kind, values, livesMs = QUESTION_KINDS[kind].livesMs } = asking;
  const id = newId(now);
  await tx.$client.query({
    name: 'question-ask',
    text: `insert into questions (tenant_id, id, person_id, kind, values, asked_at, expires_at)
           values ($1,$2,$3,$4,$5,$6,$7)`,
    values: [tenantId, id, personId, kind, JSON.stringify(values), now, after(now, livesMs)],
  });
  return id;
}

const MOST_SHOWN = 20;

/** The questions that wait for a person's answer, the newest first. */
export async function openQuestions(
  tx: Tx,
  tenantId: string,
  now: Date,
  personId: string,
): Promise<OpenQuestion[]> {
  const { rows } = await tx.$client.query<OpenQuestion>({
    name: 'questions-open',
    text: `select id, kind, values, asked_at as "askedAt", expires_at as "expiresAt" from questions
           where tenant_id = $1 and person_id = $2 and answer is null and expires_at > $3
           order by id desc limit $4`,
    values: [tenantId, personId, now, MOST_SHOWN],
  });
  // A newer node may ask what this one has no words for.
  return rows.filter(({ kind }) => isQuestionKind(kind));
}

/** Where a question stands now. Read in the transaction of the deed that depends on it. */
export async function readQuestion(tx: Tx, tenantId: string, now: Date, id: string): Promise<QuestionState> {
  const { rows } = await tx.$client.query<{
    answer: QuestionAnswer | null;
    by: AnswerChannel | null;
    expiresAt: Date;
  }>({
    name: 'question-read',
    text: `select answer, answered_by as by, expires_at as "expiresAt" from questions where tenant_id = $1 and id = $2`,
    values: [tenantId, id],
  });
  const [found] = rows;
  if (!found) throw notFound();
  return { state: found.answer ?? (found.expiresAt > now ? 'open' : 'expired'), by: found.by };
}

type Answering = { questionId: string; personId: string; answer: QuestionAnswer; by: AnswerChannel };

/**
 * Answers a person's own question, once: the row is locked, so that of two answers at once one counts. Gives its kind.
 * Refuses a second answer and a late one; somebody else's question does not exist.
 */
export async function answerQuestion(
  tx: Tx,
  tenantId: string,
  now: Date,
  { questionId, personId, answer, by }: Answering,
): Promise<QuestionKind> {
  const { rows } = await tx.$client.query<{ kind: string; answer: string | null; expiresAt: Date }>({
    name: 'question-lock',
    text: `select kind, answer, expires_at as "expiresAt" from questions
           where tenant_id = $1 and id = $2 and person_id = $3 for update`,
    values: [tenantId, questionId, personId],
  });
  const [found] = rows;
  if (!found || !isQuestionKind(found.kind)) throw notFound();
  if (found.answer !== null) throw questionIsAnswered();
  if (found.expiresAt <= now) throw questionIsOver();
  await tx.$client.query({
    name: 'question-answer',
    text: 'update questions set answer = $3, answered_at = $4, answered_by = $5 where tenant_id = $1 and id = $2',
    values: [tenantId, questionId, answer, now, by],
  });
  return found.kind;
}

const questionIsAnswered = () =>
  new Refusal('question_is_answered', 'You have answered this already. The first answer counts.', {
    status: 409,
  });

const questionIsOver = () =>
  new Refusal('question_is_over', 'This question waited for too long and is closed.', { status: 409 });
