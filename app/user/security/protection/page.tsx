import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { PageHeader } from '@/components/ui/page-header';
import { ProtectionCard } from './card';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.protection'))('title') };
}

type Props = { searchParams: Promise<{ said?: string }> };

/** Securing one's account, and letting go of what it holds back. */
export default async function ProtectionPage({ searchParams }: Props) {
  const { said } = await searchParams;
  const t = await getTranslations('recovery.protection');
  return (
    <>
      <PageHeader title={t('title')} back={{ href: '/user/security', label: t('back') }} />
      <div className="space-y-5">
        {said === 'lifted' ? (
          <Alert tone="fine" role="status">
            {t('lifted')}
          </Alert>
        ) : null}
        <ProtectionCard />
      </div>
    </>
  );
}
