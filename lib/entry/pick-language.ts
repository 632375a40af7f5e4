import { defaultLocale, isLocale, type Locale } from '@/messages/locales';

/**
 * Takes what the reader chose and what their browser asks for (RFC 9110, 12.5.4); gives the first of them
 * that we speak, else English. A weight of zero is a refusal.
 */
export function pickLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  const asked = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const weight = params.map((param) => /^\s*q=([\d.]+)$/.exec(param)?.[1]).find((found) => found);
      return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of asked) if (isLocale(language)) return language;
  return defaultLocale;
}

/** Whether the runtime knows this IANA time zone. The zone comes from a cookie, so it may be anything. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z][\w+/-]{1,49}$/.test(zone)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
