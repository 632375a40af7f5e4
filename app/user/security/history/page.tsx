import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/ui/page-header';
import { filterOf, type SearchParams } from '../../../list-filter';
import { ActivityList } from '../activity/list';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('security.activity'))('history') };
}

type Props = { searchParams: SearchParams };

/** Who tried to sign in as oneself, from where, and what came of it. */
export default async function SignInHistoryPage({ searchParams }: Props) {
  const asked = await filterOf(searchParams, ['outcome', 'before'] as const);
  const t = await getTranslations('security.activity');
  return (
    <>
      <PageHeader
        title={t('history')}
        description={t('historyText')}
        back={{ href: '/user/security', label: t('back') }}
      />
      <ActivityList path="/user/security/history" caption={t('history')} only="sign-in" asked={asked} />
    </>
  );
}
