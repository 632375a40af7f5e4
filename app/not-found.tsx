import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { Compass } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';

/** What does not exist and what is not the reader's to see look the same. */
export default async function NotFound() {
  const t = await getTranslations('error.notFound');
  return (
    <main className="mx-auto max-w-xl px-4 py-16">
      <EmptyState
        icon={<Compass />}
        title={<h1>{t('title')}</h1>}
        action={
          <LinkButton href="/" variant="primary">
            {t('action')}
          </LinkButton>
        }
      >
        {t('text')}
      </EmptyState>
    </main>
  );
}
