import en from '@/messages/en/notice.json' with { type: 'json' };
import fr from '@/messages/fr/notice.json' with { type: 'json' };
import { defaultLocale, isLocale, type Locale } from '@/messages/locales';
import { fill } from '../base/refusal';

type Words = { subject: string; body: string };

/** The language that a reader of `locale` is written to in: English where we do not speak theirs. */
export const languageOf = (locale: string): Locale => (isLocale(locale) ? locale : defaultLocale);

const WORDS: Record<Locale, Record<string, Words>> = { en, fr };

/**
 * Gives a message's subject and body in the reader's language, its values in place, or undefined where this build has
 * no such template. Values are formatted already, so a place is a name in braces and no more of ICU is needed.
 */
export function wordsOf(template: string, locale: string, values: Record<string, string>): Words | undefined {
  const ofLocale = WORDS[languageOf(locale)];
  const words = Object.hasOwn(ofLocale, template) ? ofLocale[template] : undefined;
  return words && { subject: fill(words.subject, values), body: fill(words.body, values) };
}

/**
 * What stands in a message's places and may be kept after the last attempt. Everything else is a secret: a code, a link
 * that opens something, and whatever somebody adds without saying so here.
 */
export const HARMLESS: ReadonlySet<string> = new Set([
  ...[
    'tenant',
    'name',
    'number',
    'amount',
    'fee',
    'balance',
    'receipt',
    'agent',
    'role',
    'address',
    'minutes',
  ],
  ...['case', 'dial'],
  ...['browser', 'place', 'time', 'left', 'from', 'until', 'at', 'ip'],
  ...['what', 'reason', 'other', 'before', 'contacts', 'host', 'problem'],
  // Where one goes on in the portal: it opens nothing.
  'page',
]);

/** Whether a message's values may not outlive it. A template that this build does not know may hold anything. */
export function carriesSecret(template: string): boolean {
  if (!Object.hasOwn(WORDS.en, template)) return true;
  const { subject = '', body = '' } = WORDS.en[template] ?? {};
  return [...`${subject} ${body}`.matchAll(/\{(\w+)\}/g)].some(([, place = '']) => !HARMLESS.has(place));
}

/** What staff call a message: its subject, with a gap where a value stands. */
export function titleOf(template: string, locale: string): string {
  const ofLocale = WORDS[languageOf(locale)];
  return Object.hasOwn(ofLocale, template)
    ? (ofLocale[template]?.subject ?? '').replace(/\s*[:：]?\s*\{\w+\}$/, '').replace(/\{\w+\}/g, '…')
    : template;
}

/** Every kind of message that this build has words for. */
export const TEMPLATES: readonly string[] = Object.keys(en);
