import { useLocale, useTranslations } from 'next-intl';

interface OriginProps {
  ip: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
}

/** Where somebody was, as far as it is known: the country in words, and the address. */
export function Origin({ ip, country }: OriginProps) {
  const t = useTranslations('security');
  const locale = useLocale();
  const place = country && new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' }).of(country);
  if (!ip && !place) return t('nowhere');
  return (
    <>
      {place ? `${place} ` : null}
      {ip ? <span className="font-mono text-caption">{ip}</span> : null}
    </>
  );
}
