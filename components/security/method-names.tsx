import { useTranslations } from 'next-intl';

type Key = Parameters<ReturnType<typeof useTranslations<'security.method'>>>[0];

/** How somebody proved who they are, in words: "password + authenticator app". One that has no word here is left out. */
export function MethodNames({ methods }: { methods: readonly string[] }) {
  const t = useTranslations('security.method');
  const known = methods.filter((method): method is Key => t.has(method as Key));
  return known.length > 0 ? known.map((method) => t(method)).join(' + ') : t('none');
}
