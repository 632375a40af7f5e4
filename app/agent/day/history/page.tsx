import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { DayTable } from '@/components/wallet/day-table';
import { ownDays } from '@/lib/counter/float/day-lists';
import { show } from '@/lib/entry/page';

const PATH = '/agent/day/history';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('float.history'))('title') };
}

/** The days that an agent has closed. */
export default async function DayHistoryPage({
  searchParams,
}: {
  searchParams: Promise<{ before?: string }>;
}) {
  const { before } = await searchParams;
  const { days, next, currency } = await show(ownDays, { before });
  const t = await getTranslations('float.history');
  return (
    <>
      <PageHeader title={t('title')} back={{ href: '/agent/day', label: t('back') }} />
      <Card flush>
        <DayTable
          caption={t('title')}
          days={days}
          currency={currency}
          link={({ day }) => ({ href: `/agent/day?day=${day}`, label: day })}
          emptyText={t('emptyText')}
          paging={{
            next: next ? pageLink(PATH, {}, { before: next }) : undefined,
            first: before ? PATH : undefined,
          }}
        />
      </Card>
    </>
  );
}
