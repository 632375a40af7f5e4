import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { show } from '@/lib/entry/page';
import { WAYS } from '@/lib/notice/topic';
import { noticePreferences } from '@/lib/person/notice-preferences';
import { setNoticePreferencesAction } from './actions';
import { NoticesForm } from './form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('profile.notices'))('title') };
}

type Props = { searchParams: Promise<{ said?: string | string[] }> };

/** Where one's notices go, for each topic. */
export default async function NoticesPage({ searchParams }: Props) {
  const [chosen, { said }, t] = [
    await show(noticePreferences),
    await searchParams,
    await getTranslations('profile.notices'),
  ];
  const topics = (['security', 'account'] as const).map((name) => ({
    name,
    title: t(name),
    hint: t(`${name}Hint`),
    ticks: WAYS.map((value) => {
      const isOpen = chosen.open.includes(value);
      const address = value === 'email' ? chosen.email : chosen.mobile;
      return {
        ...{ value, label: t(value), isOpen, isChosen: chosen[name].includes(value) },
        hint: isOpen && address ? t('to', { address }) : t('notOpen'),
      };
    }),
  }));
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/user/security', label: t('back') }}
      />
      <div className="max-w-2xl space-y-5">
        {said === 'saved' ? (
          <Alert tone="fine" role="status">
            {t('saved')}
          </Alert>
        ) : null}
        <Card>
          <NoticesForm
            key={JSON.stringify([chosen.security, chosen.account])}
            action={setNoticePreferencesAction}
            topics={topics}
            label={t('title')}
            save={t('save')}
          />
          {chosen.open.includes('email') && chosen.open.includes('sms') ? null : (
            <p className="mt-4">
              <LinkButton href="/user/security/address">{t('confirm')}</LinkButton>
            </p>
          )}
        </Card>
        <Card title={t('money')}>
          <p>{t('moneyText')}</p>
        </Card>
      </div>
    </>
  );
}
