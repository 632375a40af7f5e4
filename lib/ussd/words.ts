import en from '@/messages/en/ussd.json' with { type: 'json' };
import fr from '@/messages/fr/ussd.json' with { type: 'json' };
import { defaultLocale, isLocale, type Locale } from '@/messages/locales';
import type { QuestionKind } from '../auth/question-kind';
import { fill, type Refusal } from '../base/refusal';

type Words = typeof en;
const WORDS: Record<Locale, Words> = { en, fr };

/** The names of plain sentences, and of those of an SMS. */
export type Said = { [Name in keyof Words]: Words[Name] extends string ? Name : never }[keyof Words];
export type SmsSaid = keyof Words['sms'];

/** What the menu says, in one language. */
export type Tongue = {
  locale: Locale;
  say(name: Said, values?: Record<string, string>): string;
  sayBySms(name: SmsSaid, values?: Record<string, string>): string;
  question(kind: QuestionKind, values: Record<string, string>): string;
  title(kind: QuestionKind): string;
  refusal(refusal: Refusal): string;
};

/** The words of a language, or of the house's where there are none of it. */
export function tongueOf(language: string | null | undefined): Tongue {
  const locale = isLocale(language ?? '') ? (language as Locale) : defaultLocale;
  const words = WORDS[locale];
  const refused: Record<string, string> = words.refused;
  return {
    locale,
    say: (name, values = {}) => fill(words[name], values),
    sayBySms: (name, values = {}) => fill(words.sms[name], values),
    question: (kind, values) => fill(words.question[kind], values),
    title: (kind) => words.title[kind],
    refusal: ({ code, values }) =>
      fill((Object.hasOwn(refused, code) ? refused[code] : undefined) ?? words.refused.other, values),
  };
}
