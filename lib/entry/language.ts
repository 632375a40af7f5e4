import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import en from '@/messages/en';
import fr from '@/messages/fr';
import { isZone, pickLocale } from './pick-language';
import { localeCookie, zoneCookie } from './preferences';

const messages = { en, fr };

/** The reader's language, the hour that it is for them, and every word of the interface. */
export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = pickLocale(jar.get(localeCookie)?.value, head.get('accept-language'));
  const zone = jar.get(zoneCookie)?.value ?? '';
  return { locale, messages: messages[locale], timeZone: isZone(zone) ? zone : 'UTC', now: new Date() };
});
