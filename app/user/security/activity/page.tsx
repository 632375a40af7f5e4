import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/ui/page-header';
import { filterOf, type SearchParams } from '../../../list-filter';
import { ActivityList } from './list';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('security.activity'))('activity') };
}

type Props = { searchParams: SearchParams };

/** Everything that was done by oneself or to oneself. */
export default async function OwnActivityPage({ searchParams }: Props) {
  const asked = await filterOf(searchParams, ['kind', 'outcome', 'before'] as const);
  const t = await getTranslations('security.activity');
  return (
    <>
      <PageHeader
        title={t('activity')}
        description={t('activityText')}
        back={{ href: '/user/security', label: t('back') }}
      />
      <ActivityList path="/user/security/activity" caption={t('activity')} asked={asked} />
    </>
  );
}
