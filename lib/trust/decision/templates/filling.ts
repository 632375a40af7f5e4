import { z } from 'zod';
import { GROUPS, type Group } from '../../../policy/zone';

/** What a template may speak of: never what people do about their own account, which must stay open to protect it. */
export const DEEDS = GROUPS.filter((group) => group !== 'account') as Exclude<Group, 'account'>[];

/** A list as a form sends it: one ticked box as a text, several as a list, none not at all. */
export const listOf = <Item extends z.ZodType<unknown, string>>(item: Item, most = 60) =>
  z.union([z.array(item).max(most), item.transform((one) => [one])]);

export const deeds = listOf(z.enum(DEEDS)).refine(
  (list) => list.length > 0,
  'Tick at least one kind of deed.',
);

/** The roles that a policy is about; where none is named it is about everybody. */
export const roles = listOf(
  z.string().regex(/^[\p{L}\p{N}-]{1,60}$/u, 'There is no role of this name.'),
).default([]);

/** What a sentence to somebody who was refused is made of. */
export type Refused = {
  context: Readonly<Record<string, unknown>>;
  at: Date;
  timeZone: string;
  currency: string;
};

/** The languages that words of a sentence are made in. */
export const LOCALES = ['en', 'fr'] as const;
export type Locale = (typeof LOCALES)[number];

/** Names one after the other, as a language joins them. */
export const joined = (
  names: readonly string[],
  locale: Locale,
  type: 'conjunction' | 'disjunction',
): string => new Intl.ListFormat(locale, { type }).format(names);
