import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

const LONGEST_WORD = 80;
const MOST_WORDS_ASKED = 5;
const A_NUMBER = /^\+?[\d\s().-]*\d[\d\s().-]*$/;

export type Searchable = { name: string; email?: string | null; mobile?: string | null };

/**
 * Gives the words a person is found by: each word of the name without accents and its parts, the e-mail address and its
 * parts, the number as it is dialled from abroad and at home.
 */
export function searchWords({ name, email, mobile }: Searchable): string[] {
  const words = new Set<string>();
  for (const word of foldWords(name)) for (const part of [word, ...word.split(/[@.+_-]/)]) words.add(part);
  if (email) for (const part of [email, ...email.split(/[@.+_-]/)]) words.add(part.toLowerCase());
  if (mobile) for (const spelling of spellingsOf(mobile)) words.add(spelling);
  return [...words].filter((word) => word.length > 0).map((word) => word.slice(0, LONGEST_WORD));
}

/** Takes what somebody typed to search; gives the beginnings of words that all must be found. A number is one word. */
export function prefixesOf(text: string): string[] {
  const typed = text.trim();
  if (A_NUMBER.test(typed)) return [typed.replace(/[\s().-]/g, '').replace(/^00/, '+')];
  const words = new Set(foldWords(typed).map((word) => word.slice(0, LONGEST_WORD)));
  return [...words].slice(0, MOST_WORDS_ASKED);
}

/** The first text, in the order of code points, that does not begin with this one. */
export const endOfPrefix = (prefix: string): string => `${prefix}\u{10ffff}`;

function spellingsOf(mobile: string): string[] {
  const national = parsePhoneNumberFromString(mobile)?.nationalNumber;
  return [mobile, mobile.replace(/^\+/, ''), ...(national ? [national, `0${national}`] : [])];
}

/** Splits a text into words in small letters without accents, as they are stored and searched. */
export function foldWords(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}@+._-]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
}
