import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import en from '@/messages/en';
import fr from '@/messages/fr';
import { isZone, pickLocale } from './pick-language';
import { localeCookie, zoneCookie } from './preferences';

const messages = { en, fr };

/** A day in a sentence; the month is a word, since nobody knows which of two numbers it is. */
const formats = { dateTime: { medium: { day: 'numeric', month: 'short', year: 'numeric' } } } as const;

/** The reader's language, the hour that it is for them, and every word of the interface. */
export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = pickLocale(jar.get(localeCookie)?.value, head.get('accept-language'));
  const zone = jar.get(zoneCookie)?.value ?? '';
  const timeZone = isZone(zone) ? zone : 'UTC';
  return { locale, messages: messages[locale], formats, timeZone, now: new Date() };
});
