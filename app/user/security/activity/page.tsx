import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/ui/page-header';
import { ActivityList } from './list';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('security.activity'))('activity') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Everything that was done by oneself or to oneself. */
export default async function OwnActivityPage({ searchParams }: Props) {
  const [asked, t] = [await searchParams, await getTranslations('security.activity')];
  const one = (name: string) => (typeof asked[name] === 'string' ? asked[name] : undefined);
  return (
    <>
      <PageHeader
        title={t('activity')}
        description={t('activityText')}
        back={{ href: '/user/security', label: t('back') }}
      />
      <ActivityList
        path="/user/security/activity"
        caption={t('activity')}
        asked={{ kind: one('kind'), outcome: one('outcome'), before: one('before') }}
      />
    </>
  );
}
