// 1. What may come after a screen stands in the table; an input that is not in it changes nothing.
// 2. A screen holds no secret: of a PIN the state keeps only which of the inputs it was.
// 3. The menu asks for deeds and does none. What they came to is told to it by `landed`.
import { QUESTION_KINDS, type QuestionKind } from '../auth/question-kind';
import { birthDateOf } from '../base/birth-date';
import type { Refusal } from '../base/refusal';
import type { Said } from './words';

export type Asked = { id: string; kind: QuestionKind; values: Record<string, string> };

type Plain<At> = At extends string ? { at: At } : never;

export type State =
  | Plain<'main' | 'balance' | 'statement' | 'lock' | 'oldPin' | 'report' | 'swaps' | 'language'>
  | { at: 'newPin'; oldAt: number }
  | { at: 'repeatPin'; oldAt: number; newAt: number }
  | { at: 'pages'; lines: string[]; page: number }
  | { at: 'questions'; questions: Asked[]; page: number }
  | { at: 'question'; asked: Asked }
  | { at: 'yes'; asked: Asked }
  | Plain<'withdrawAmount'>
  | { at: 'withdrawPin'; amountAt: number }
  /** For whom we know nothing of: this, and what it leads to, is all of their menu. */
  | Plain<'stranger'>
  | { at: 'otherNumber'; alone: boolean }
  | { at: 'otherBirth'; alone: boolean; numberAt: number };

type At<Name extends State['at']> = Extract<State, { at: Name }>;

export type Wish =
  | { do: 'balance' | 'statement' | 'lock' | 'prove'; pin: string }
  | { do: 'change'; pin: string; newPin: string }
  | { do: 'withdraw'; amount: string; pin: string }
  | { do: 'answer'; questionId: string; kind: QuestionKind; answer: 'yes' | 'no'; pin?: string }
  | { do: 'language'; locale: 'en' | 'fr' }
  | { do: 'questions' | 'report' }
  | { do: 'outage'; number: string; birthDate: string };

/** Until when no money goes out after a swap, or how much at a time. */
type Rest = { until: string; limit?: string };

/** What a wish came to. */
export type Outcome =
  | { refused: Refusal }
  | { balance: { available: string; held: string | undefined; rests?: Rest } }
  | { lines: string[] }
  | { questions: Asked[] }
  | { code: { code: string; amount: string; fee: string; minutes: string } }
  | { outage: { number: string; claim: string; hours: string } }
  | { done: true };

export type Ending = { say: Said; values?: Record<string, string>; and?: Ending };

/** Where a call stands: on a screen, perhaps under a line that says what went wrong; or at its end. */
export type Talk =
  | { state: State; notice?: { say: Said } | { refused: Refusal } }
  | { ended: Ending | { refused: Refusal }; locale?: 'en' | 'fr' };

export type Step = Talk | { wish: Wish; state: State };

export type Input = { text: string; place: number; all: readonly string[] };

const MAIN: State = { at: 'main' };
export const STRANGER: State = { at: 'stranger' };
const PIN = /^[0-9]{5}$/;
/** A number as it is dialled, with the country or without it. */
const DIALLED = /^\+?[0-9]{6,15}$/;
/** Whole units, as a telephone without letters types them. */
const AMOUNT = /^[1-9][0-9]{0,11}$/;
export const QUESTIONS_ON_A_PAGE = 4;

const go = (state: State): Talk => ({ state });
const stay = (state: State, say: Said = 'unknownChoice'): Talk => ({ state, notice: { say } });

/** Takes where a call stands and what was typed, and gives the next screen, an end, or the deed that is wished for. */
export function step(state: State, input: Input): Step {
  const { place } = input;
  const text = input.text.trim();
  if (!isHome(state) && text === '0') return go(isStrangers(state) ? STRANGER : MAIN);
  switch (state.at) {
    case 'main':
      return chosen(state, text, {
        1: go({ at: 'balance' }),
        2: go({ at: 'statement' }),
        3: { wish: { do: 'questions' }, state },
        4: go({ at: 'report' }),
        5: go({ at: 'swaps' }),
        6: go({ at: 'oldPin' }),
        7: go({ at: 'language' }),
        8: go({ at: 'otherNumber', alone: false }),
        9: go({ at: 'withdrawAmount' }),
      });
    case 'stranger':
      return chosen(state, text, { 1: go({ at: 'otherNumber', alone: true }) });
    case 'otherNumber':
    case 'otherBirth':
      return reportsAnother(state, { ...input, text });
    case 'withdrawAmount':
      return AMOUNT.test(text) ? go({ at: 'withdrawPin', amountAt: place }) : stay(state, 'notAnAmount');
    case 'report':
      return chosen(state, text, { 1: { wish: { do: 'report' }, state } });
    case 'swaps':
      return chosen(state, text, { 1: go({ at: 'lock' }), 2: { ended: { say: 'unlockElsewhere' } } });
    case 'language':
      return chosen(state, text, {
        1: { wish: { do: 'language', locale: 'en' }, state },
        2: { wish: { do: 'language', locale: 'fr' }, state },
      });
    case 'pages':
      return chosen(state, text, { 9: go({ ...state, page: state.page + 1 }) });
    case 'questions':
      return choosesQuestion(state, text);
    case 'question':
      return answers(state, text);
    default:
      return PIN.test(text) ? pinTyped(state, { ...input, text }) : stay(state, 'notFiveDigits');
  }
}

/** Where a call begins: there is no way back from it. */
const isHome = ({ at }: State): boolean => at === 'main' || at === 'stranger';

/** Whether a screen is one of those that a number may see which nobody is known by. */
export const isStrangers = (state: State): boolean =>
  state.at === 'stranger' || ((state.at === 'otherNumber' || state.at === 'otherBirth') && state.alone);

/** Of the number that was typed the state keeps only which of the inputs it was. */
function reportsAnother(state: At<'otherNumber' | 'otherBirth'>, { text, place, all }: Input): Step {
  const { alone } = state;
  if (state.at === 'otherNumber')
    return DIALLED.test(text) ? go({ at: 'otherBirth', alone, numberAt: place }) : stay(state, 'notANumber');
  const birthDate = birthDateOf(text);
  if (!birthDate) return stay(state, 'notADate');
  const number = all[state.numberAt]?.trim() ?? '';
  return { wish: { do: 'outage', number, birthDate }, state: { at: 'otherNumber', alone } };
}

const chosen = (state: State, text: string, choices: Record<string, Step>): Step =>
  (Object.hasOwn(choices, text) ? choices[text] : undefined) ?? stay(state);

function choosesQuestion(state: At<'questions'>, text: string): Step {
  const first = state.page * QUESTIONS_ON_A_PAGE;
  const isMore = first + QUESTIONS_ON_A_PAGE < state.questions.length;
  if (text === '9' && isMore) return go({ ...state, page: state.page + 1 });
  const asked = /^[1-4]$/.test(text) ? state.questions[first + Number(text) - 1] : undefined;
  return asked ? go({ at: 'question', asked }) : stay(state);
}

/** A no is done at once, and so is a yes that opens nothing; any other yes asks for the PIN. */
function answers(state: At<'question'>, text: string): Step {
  const { id: questionId, kind } = state.asked;
  const yes: Step = QUESTION_KINDS[kind].yesNeedsPin
    ? go({ at: 'yes', asked: state.asked })
    : { wish: { do: 'answer', questionId, kind, answer: 'yes' }, state };
  return chosen(state, text, {
    1: yes,
    2: { wish: { do: 'answer', questionId, kind, answer: 'no' }, state },
  });
}

type AsksPin = At<
  'balance' | 'statement' | 'lock' | 'oldPin' | 'newPin' | 'repeatPin' | 'yes' | 'withdrawPin'
>;

function pinTyped(state: AsksPin, { text: pin, place, all }: Input): Step {
  switch (state.at) {
    case 'balance':
    case 'statement':
    case 'lock':
      return { wish: { do: state.at, pin }, state };
    case 'oldPin':
      return { wish: { do: 'prove', pin }, state: { at: 'newPin', oldAt: place } };
    case 'newPin':
      return go({ at: 'repeatPin', oldAt: state.oldAt, newAt: place });
    case 'repeatPin': {
      const [old, first] = [all[state.oldAt]?.trim() ?? '', all[state.newAt]?.trim()];
      const again: State = { at: 'newPin', oldAt: state.oldAt };
      if (first !== pin) return stay(again, 'notTheSame');
      return { wish: { do: 'change', pin: old, newPin: pin }, state: again };
    }
    case 'withdrawPin':
      return { wish: { do: 'withdraw', amount: all[state.amountAt]?.trim() ?? '', pin }, state };
    case 'yes':
      return {
        wish: { do: 'answer', questionId: state.asked.id, kind: state.asked.kind, answer: 'yes', pin },
        state,
      };
  }
}

/** Takes the wish that was tried and what it came to, and gives where the call stands then. */
export function landed(wish: Wish, state: State, outcome: Outcome): Talk {
  if ('refused' in outcome) return refusedAt(wish, state, outcome.refused);
  if ('balance' in outcome) {
    const { available, held, rests } = outcome.balance;
    const rest: Ending | undefined = rests && {
      say: rests.limit === undefined ? 'rests' : 'capped',
      values: { ...rests },
    };
    return {
      ended: {
        say: 'balance',
        values: { available },
        and: held ? { say: 'held', values: { held }, and: rest } : rest,
      },
    };
  }
  if ('code' in outcome) return { ended: { say: 'withdrawalCode', values: outcome.code } };
  if ('outage' in outcome) return { ended: { say: 'outageTaken', values: outcome.outage } };
  if ('lines' in outcome)
    return outcome.lines.length === 0
      ? { ended: { say: 'noMovements' } }
      : go({ at: 'pages', lines: outcome.lines, page: 0 });
  if ('questions' in outcome) {
    const [asked, another] = outcome.questions;
    if (!asked) return { ended: { say: 'noQuestions' } };
    return go(
      another ? { at: 'questions', questions: outcome.questions, page: 0 } : { at: 'question', asked },
    );
  }
  return doneWith(wish, state);
}

function doneWith(wish: Wish, state: State): Talk {
  switch (wish.do) {
    case 'prove':
      return go(state);
    case 'language':
      return { ended: { say: 'languageSet' }, locale: wish.locale };
    case 'answer':
      return { ended: { say: wish.answer === 'yes' ? 'yesTaken' : 'noTaken' } };
    case 'change':
      return { ended: { say: 'pinChanged' } };
    case 'lock':
      return { ended: { say: 'locked' } };
    default:
      return { ended: { say: 'secured' } };
  }
}

/** What the numbering plan says of a number that was typed. */
const NO_NUMBER = ['msisdn_invalid', 'msisdn_not_mobile', 'invalid_input'];

/** A mistake may be mended on the same screen; anything else ends the call with its sentence. */
function refusedAt(wish: Wish, state: State, refused: Refusal): Talk {
  if (refused.code === 'pin_wrong' && 'pin' in wish)
    return {
      state: wish.do === 'prove' || wish.do === 'change' ? { at: 'oldPin' } : state,
      notice: { refused },
    };
  if (wish.do === 'outage' && NO_NUMBER.includes(refused.code)) return stay(state, 'notANumber');
  if (refused.code === 'pin_is_trivial' && wish.do === 'change') return { state, notice: { refused } };
  return { ended: { refused } };
}
