import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { PageHeader } from '@/components/ui/page-header';
import { show } from '@/lib/entry/page';
import { ownOutage } from '@/lib/person/outage/own';
import { NumberCard } from './card';
import { ContactsCard } from './contacts-card';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('outage.own'))('title') };
}

const SAID = ['locked', 'unlocking', 'asked', 'removed', 'taken-back'] as const;

type Props = { searchParams: Promise<{ said?: string | string[] }> };

/** What keeps one's number: the lock of swaps, reports of a telephone without network, and trusted contacts. */
export default async function NumberPage({ searchParams }: Props) {
  const [safety, { said }, t] = [
    await show(ownOutage),
    await searchParams,
    await getTranslations('outage.own'),
  ];
  const done = SAID.find((one) => one === said);
  return (
    <>
      <PageHeader title={t('title')} back={{ href: '/user/security', label: t('back') }} />
      <div className="max-w-2xl space-y-5">
        {done ? (
          <Alert tone="fine" role="status">
            {t(`said.${done}`)}
          </Alert>
        ) : null}
        <NumberCard safety={safety} />
        <ContactsCard />
      </div>
    </>
  );
}
