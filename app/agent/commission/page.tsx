import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { StatTile } from '@/components/chart/stat-tile';
import { DataTable } from '@/components/table/data-table';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { HandCoins } from '@/components/ui/icons';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { ownCommission } from '@/lib/counter/commission/own';
import { show } from '@/lib/entry/page';

const PATH = '/agent/commission';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('float.commission'))('title') };
}

/** What an agent has earned this month, what waits to be paid and when, and what was paid. */
export default async function CommissionPage({
  searchParams,
}: {
  searchParams: Promise<{ before?: string }>;
}) {
  const { before } = await searchParams;
  const { account, payouts, next, currency, paid } = await show(ownCommission, { before });
  const t = await getTranslations('float.commission');
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t(paid)}
        back={{ href: '/agent/dashboard', label: t('back') }}
      />
      <div className="space-y-5">
        {account ? (
          <div className="grid gap-3 sm:grid-cols-2">
            <StatTile
              label={t('thisMonth')}
              value={<Money amount={account.thisMonth} currency={currency} />}
            />
            <StatTile
              label={t('waits')}
              value={<Money amount={account.waits} currency={currency} />}
              detail={
                <>
                  {t('next')} <Time value={account.nextPayoutAt} shape="exact" />
                </>
              }
            />
          </div>
        ) : null}
        <Card flush title={t('payouts')}>
          <DataTable
            caption={t('payouts')}
            rows={payouts}
            rowKey={({ id }) => id}
            columns={[
              { key: 'at', header: t('at'), cell: ({ at }) => <Time value={at} /> },
              {
                key: 'receipt',
                header: t('receipt'),
                cell: ({ receiptNumber }) => <span className="font-mono">{receiptNumber}</span>,
              },
              {
                key: 'amount',
                header: t('amount'),
                align: 'end',
                cell: ({ amount }) => <Money amount={amount} currency={currency} />,
              },
            ]}
            empty={
              <EmptyState icon={<HandCoins />} title={t('empty')}>
                {t('emptyText')}
              </EmptyState>
            }
            paging={{
              next: next ? pageLink(PATH, {}, { before: next }) : undefined,
              first: before ? PATH : undefined,
            }}
          />
        </Card>
      </div>
    </>
  );
}
