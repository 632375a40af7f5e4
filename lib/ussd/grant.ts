import { answerOwnQuestion, ownQuestions } from '../auth/answer-question';
import { changePin } from '../auth/change-pin';
import { lockSwaps } from '../auth/lock-swaps';
import { provePin } from '../auth/prove-pin';
import type { QuestionKind } from '../auth/question-kind';
import { secureOwnAccount } from '../auth/recovery/secure';
import { HOUR_MS, MINUTE_MS } from '../base/clock';
import { forbidden, Refusal } from '../base/refusal';
import { momentIn } from '../base/zoned-time';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { reportOutage } from '../person/outage/report';
import { updateProfile } from '../person/profile';
import type { Person, Stranger } from '../policy/actor';
import type { Tenant } from '../policy/tenant';
import { answerSwap } from '../sim/swap/answer';
import { spellAmount } from '../wallet/amount';
import type { LedgerLine } from '../wallet/ledger-page';
import { walletMovements } from '../wallet/movements';
import { answerPending } from '../wallet/pending/answer';
import { makeWithdrawalCode } from '../wallet/pending/withdrawal-code';
import { showWallet } from '../wallet/show';
import type { Caller } from './caller';
import { cut } from './gsm';
import type { Outcome, Wish } from './menu';

type Shown = Awaited<ReturnType<typeof showWallet.run>>;

const LAST_MOVEMENTS = 5;
const LONGEST_NAME = 12;

/** Does what the menu wishes for through the door, as the caller; a PIN that comes with it is proved first. */
export async function grant(wish: Wish, caller: Caller, locale: string): Promise<Outcome> {
  try {
    if ('pin' in wish && wish.pin !== undefined && wish.do !== 'change')
      await perform(provePin, caller.person, { pin: wish.pin });
    return await doIt(wish, caller, locale);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refused: error };
  }
}

/** What any telephone may wish for, whoever holds it: to report that another one has no network. */
export async function grantStranger(wish: Wish, caller: Stranger): Promise<Outcome> {
  try {
    if (wish.do !== 'outage') throw forbidden();
    const { number: typed, birthDate } = wish;
    const { number, claim } = await perform(reportOutage, caller, { number: typed, birthDate });
    const hours = String(caller.tenant.settings.swap.outageMs / HOUR_MS);
    return { outage: { number, claim, hours } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refused: error };
  }
}

async function doIt(wish: Wish, { person, proved }: Caller, locale: string): Promise<Outcome> {
  switch (wish.do) {
    case 'balance': {
      const { available, held, guard } = await ask(showWallet, proved, {});
      const spell = (minor: bigint) => spellAmount(minor, person.tenant, locale);
      const rests = guard && restOf(guard, person, spell);
      const balance = { available: spell(available), held: held > 0n ? spell(held) : undefined };
      return { balance: rests ? { ...balance, rests } : balance };
    }
    case 'statement': {
      const { movements } = await ask(walletMovements, proved, { limit: LAST_MOVEMENTS });
      return { lines: movements.map((movement) => lineOf(movement, person.tenant, locale)) };
    }
    case 'questions': {
      const { questions } = await ask(ownQuestions, person, {});
      return { questions: questions.map(({ id, kind, values }) => ({ id, kind, values })) };
    }
    case 'answer': {
      const { questionId, kind, answer, pin } = wish;
      await giveAnswer(pin === undefined ? person : proved, kind, { questionId, answer });
      return { done: true };
    }
    case 'withdraw': {
      const { code, amount, fee, expiresAt } = await perform(makeWithdrawalCode, proved, {
        amount: wish.amount,
      });
      const spell = (minor: bigint) => spellAmount(minor, person.tenant, locale);
      const minutes = String(Math.round((expiresAt.getTime() - proved.request.at.getTime()) / MINUTE_MS));
      return { code: { code, amount: spell(amount), fee: spell(fee), minutes } };
    }
    case 'change':
      await perform(changePin, person, { pin: wish.pin, newPin: wish.newPin });
      return { done: true };
    case 'language':
      await perform(updateProfile, person, { name: person.principal.name, locale: wish.locale });
      return { done: true };
    case 'lock':
      await perform(lockSwaps, proved, {});
      return { done: true };
    case 'report':
      await perform(secureOwnAccount, person, {});
      return { done: true };
    case 'prove':
      return { done: true };
    case 'outage':
      throw forbidden();
  }
}

/** Until when no money goes out after a swap; after that, until when and how much at a time. */
function restOf(
  { frozenUntil, cappedUntil, cap }: NonNullable<Shown['guard']>,
  { tenant, request }: Caller['person'],
  spell: (minor: bigint) => string,
) {
  const until = (at: Date) => momentIn(tenant.timeZone, at);
  if (frozenUntil > request.at) return { until: until(frozenUntil) };
  return { until: until(cappedUntil), limit: spell(cap) };
}

/** Answers through the deed that the question belongs to: a swap goes on with its answer, and money moves by it, in one transaction. */
export async function giveAnswer(
  person: Person,
  kind: QuestionKind,
  given: { questionId: string; answer: 'yes' | 'no' },
): Promise<void> {
  if (kind === 'sim-swap') await perform(answerSwap, person, given);
  else if (kind === 'withdrawal' || kind === 'payment') await perform(answerPending, person, given);
  else await perform(answerOwnQuestion, person, given);
}

/** A movement in a line that fits: the day, the amount with its sign, and who. */
function lineOf({ at, direction, amount, with: other }: LedgerLine, tenant: Tenant, locale: string): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    day: '2-digit',
    month: '2-digit',
    timeZone: tenant.timeZone,
  }).format(at);
  const sign = direction === 'in' ? '+' : '-';
  return `${day} ${sign}${spellAmount(amount, tenant, locale)} ${cut(other?.name ?? tenant.name, LONGEST_NAME)}`;
}
