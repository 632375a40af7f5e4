import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/ui/link-button';

/** For somebody who is signed in, and may not do this. */
export default async function Forbidden() {
  const t = await getTranslations('auth.forbidden');
  return (
    <main id="main" className="mx-auto max-w-md px-4 py-16">
      <title>{t('title')}</title>
      <h1 className="font-semibold text-title">{t('title')}</h1>
      <p className="mt-2 mb-6 text-ink-soft">{t('text')}</p>
      <LinkButton href="/" variant="primary">
        {t('action')}
      </LinkButton>
    </main>
  );
}
