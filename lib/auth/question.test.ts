import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { answerTo, codeOf, type Spec } from '@/testing/deeds';
import { aTenant, later, NOON } from '@/testing/ground';
import { aCustomer } from '@/testing/money';
import { after, MINUTE_MS } from '../base/clock';
import { ask } from '../command/ask';
import type { Person } from '../policy/actor';
import { recordSignal } from '../trust/signal';
import { answerOwnQuestion, ownQuestions } from './answer-question';
import { askQuestion, readQuestion } from './question';

async function asked(kind: 'recovery' | 'new-device' = 'recovery') {
  const ground = await aTenant();
  const customer = await aCustomer(ground);
  const questionId = await inTenant(ground.tenant.id, (tx) =>
    askQuestion(tx, ground.tenant.id, NOON, {
      personId: customer.principal.id,
      kind,
      values: { place: 'Nyabugogo', device: 'a phone' },
    }),
  );
  const stateAt = (at: Date) =>
    inTenant(ground.tenant.id, (tx) => readQuestion(tx, ground.tenant.id, at, questionId));
  const answer = async (actor: Person, word: 'yes' | 'no') =>
    codeOf(await answerTo(answerOwnQuestion as unknown as Spec, actor, { questionId, answer: word }));
  return { ...ground, customer, questionId, stateAt, answer };
}

/** The same person over the telephone network, with or without the PIN shown. */
const dialling = (person: Person, methods: string[] = []): Person => ({
  ...person,
  request: { ...person.request, line: { msisdn: person.principal.mobile ?? '', channel: 'ussd' } },
  session: { ...person.session, methods, provedAt: null },
});

test('a question waits among its own person’s, and whoever asked reads the answer and by which channel it came', async () => {
  const { customer, person, questionId, stateAt, answer } = await asked();
  expect((await ask(ownQuestions, customer, {})).questions.map(({ id }) => id)).toEqual([questionId]);
  expect((await ask(ownQuestions, await person(['user']), {})).questions).toEqual([]);
  expect(await stateAt(NOON)).toEqual({ state: 'open', by: null });
  expect(await answer(dialling(customer, ['pin']), 'yes')).toBe('done');
  expect(await stateAt(NOON)).toEqual({ state: 'yes', by: 'ussd' });
  expect((await ask(ownQuestions, customer, {})).questions).toEqual([]);
});

test('a yes that opens something needs the PIN, or in the portal a fresh second factor; a no needs nothing', async () => {
  const { customer, stateAt, answer } = await asked();
  expect(await answer(dialling(customer), 'yes')).toBe('answer_needs_pin');
  expect(await answer(customer, 'yes')).toBe('needs_fresh_second_factor');
  expect(await stateAt(NOON)).toEqual({ state: 'open', by: null });
  expect(await answer(dialling(customer), 'no')).toBe('done');
});

test('a yes from a card that is new to the number does not count, whatever PIN is typed with it', async () => {
  const { tenant, customer, stateAt, answer } = await asked();
  await inTenant(tenant.id, (tx) => recordSignal(tx, tenant.id, customer.principal.id, 'sim-changed', NOON));
  expect(await answer(dialling(customer, ['pin']), 'yes')).toBe('sim_is_new');
  expect(await stateAt(NOON)).toMatchObject({ state: 'open' });
});

test('what changes nothing is answered yes without a PIN', async () => {
  const { customer, answer } = await asked('new-device');
  expect(await answer(dialling(customer), 'yes')).toBe('done');
});

test('the first answer counts: a second one is refused, and of four at once one is taken', async () => {
  const { customer, stateAt, answer } = await asked();
  const codes = await Promise.all([1, 2, 3, 4].map(() => answer(dialling(customer), 'no')));
  expect(codes.toSorted()).toEqual([
    'done',
    'question_is_answered',
    'question_is_answered',
    'question_is_answered',
  ]);
  expect(await answer(dialling(customer, ['pin']), 'yes')).toBe('question_is_answered');
  expect(await stateAt(NOON)).toMatchObject({ state: 'no' });
});

test('a question that waited too long is closed, and is not shown any more', async () => {
  const { customer, stateAt, answer } = await asked();
  const late = after(NOON, 30 * MINUTE_MS);
  expect(await answer(later(dialling(customer), late), 'no')).toBe('question_is_over');
  expect((await ask(ownQuestions, later(customer, late), {})).questions).toEqual([]);
  expect(await stateAt(late)).toEqual({ state: 'expired', by: null });
});

test('somebody else’s question does not exist', async () => {
  const { person, answer } = await asked();
  expect(await answer(await person(['owner']), 'no')).toBe('not_found');
});
