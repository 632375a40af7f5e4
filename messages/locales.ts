/** The languages that are complete, each by its own name. Another is one file in this folder away. */
export const locales = { en: 'English', fr: 'Français' } as const;

export type Locale = keyof typeof locales;

export const defaultLocale: Locale = 'en';

export function isLocale(text: string | undefined): text is Locale {
  return text !== undefined && Object.hasOwn(locales, text);
}
