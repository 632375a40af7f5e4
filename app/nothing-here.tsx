import { getTranslations } from 'next-intl/server';
import { Compass } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';

/** What does not exist and what is not the reader's to see look the same. */
export async function NothingHere() {
  const t = await getTranslations('error.notFound');
  return (
    <div className="mx-auto flex max-w-xl flex-col items-center px-4 py-16 text-center">
      <title>{t('title')}</title>
      <Compass className="mb-3 size-6 text-ink-soft" />
      <h1 className="font-semibold text-lead">{t('title')}</h1>
      <p className="mt-1 text-balance text-ink-soft">{t('text')}</p>
      <LinkButton href="/" variant="primary" className="mt-5">
        {t('action')}
      </LinkButton>
    </div>
  );
}
