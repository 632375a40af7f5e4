import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SwapBadge } from '@/components/swap/state-badge';
import { DataTable } from '@/components/table/data-table';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { CardSim } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { show } from '@/lib/entry/page';
import { listOwnSwaps } from '@/lib/sim/swap/own';
import { filterOf, type SearchParams } from '../../list-filter';

const PATH = '/user/swaps';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('swap.own'))('title') };
}

/** Who asked to move one's numbers, and what came of it. */
export default async function OwnSwapsPage({ searchParams }: { searchParams: SearchParams }) {
  const filter = await filterOf(searchParams, ['before'] as const);
  const { swaps, next } = await show(listOwnSwaps, filter);
  const [t, words] = [await getTranslations('swap.own'), await getTranslations('swap')];
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={<LinkButton href={`${PATH}/new`}>{t('start')}</LinkButton>}
      />
      <div className="space-y-5">
        <Card flush>
          <DataTable
            caption={t('title')}
            rows={swaps}
            rowKey={({ id }) => id}
            rowLink={({ id, number }) => ({ href: `${PATH}/${id}`, label: number })}
            columns={[
              {
                key: 'case',
                header: t('case'),
                cell: ({ number }) => <span className="whitespace-nowrap font-mono">{number}</span>,
              },
              { key: 'state', header: words('list.state'), cell: ({ state }) => <SwapBadge state={state} /> },
              {
                key: 'number',
                header: words('list.number'),
                cell: ({ msisdn }) => <span className="whitespace-nowrap font-mono">{msisdn}</span>,
              },
              {
                key: 'asked',
                header: words('list.asked'),
                cell: ({ requestedAt }) => <Time value={requestedAt} />,
              },
            ]}
            paging={{
              next: next ? pageLink(PATH, {}, { before: next }) : undefined,
              first: filter.before ? PATH : undefined,
            }}
            empty={
              <EmptyState icon={<CardSim />} title={t('empty')}>
                {t('emptyText')}
              </EmptyState>
            }
          />
        </Card>
        <p className="flex flex-wrap items-center gap-3 text-ink-soft">
          {t('lockTip')}
          <LinkButton size="sm" href="/user/security">
            {t('lockWay')}
          </LinkButton>
        </p>
      </div>
    </>
  );
}
