import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/ui/page-header';
import { ActivityList } from '../activity/list';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('security.activity'))('history') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Who tried to sign in as oneself, from where, and what came of it. */
export default async function SignInHistoryPage({ searchParams }: Props) {
  const [asked, t] = [await searchParams, await getTranslations('security.activity')];
  const one = (name: string) => (typeof asked[name] === 'string' ? asked[name] : undefined);
  return (
    <>
      <PageHeader
        title={t('history')}
        description={t('historyText')}
        back={{ href: '/user/security', label: t('back') }}
      />
      <ActivityList
        path="/user/security/history"
        caption={t('history')}
        only="sign-in"
        asked={{ outcome: one('outcome'), before: one('before') }}
      />
    </>
  );
}
