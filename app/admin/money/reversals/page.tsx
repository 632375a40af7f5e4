import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type Column, DataTable } from '@/components/table/data-table';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSearch } from '@/components/table/filters';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ArrowLeftRight } from '@/components/ui/icons';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { show, showFiltered } from '@/lib/entry/page';
import { type ListedReversal, listReversals, lookAtReversal } from '@/lib/wallet/reversal/queries';
import { filterOf, type SearchParams } from '../../../list-filter';
import { FilterProblems } from '../../filter-problems';
import { MovementCard } from './movement-card';

const PATH = '/admin/money/reversals';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.reversals'))('title') };
}

/** A movement by its receipt, the form that proposes to take it back, and what was taken back so far. */
export default async function ReversalsPage({ searchParams }: { searchParams: SearchParams }) {
  const { receipt } = await filterOf(searchParams, ['receipt'] as const);
  const looked = receipt ? await showFiltered(lookAtReversal, { receipt }) : undefined;
  const { reversals } = await show(listReversals);
  const t = await getTranslations('rules.reversals');
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="space-y-5">
        <Card flush title={t('search')}>
          <FilterBar path={PATH} active={receipt !== undefined}>
            <FilterSearch name="receipt" label={t('receipt')} value={receipt} />
          </FilterBar>
          {looked?.problems ? <FilterProblems title={t('badFilter')} problems={looked.problems} /> : null}
          {looked?.shown && !looked.shown.movement ? (
            <EmptyState icon={<ArrowLeftRight />} title={t('nothing')}>
              {t('nothingText')}
            </EmptyState>
          ) : null}
        </Card>
        {looked?.shown?.movement ? <MovementCard movement={looked.shown.movement} /> : null}
        <Card flush title={t('list')}>
          <DataTable
            caption={t('list')}
            rows={reversals}
            rowKey={({ proposalId }) => proposalId}
            rowLink={({ proposalId, receiptNumber }) => ({
              href: `/admin/money/proposals/${proposalId}`,
              label: receiptNumber,
            })}
            columns={await columns()}
            empty={
              <EmptyState icon={<ArrowLeftRight />} title={t('empty')}>
                {t('emptyText')}
              </EmptyState>
            }
          />
        </Card>
      </div>
    </>
  );
}

async function columns(): Promise<Column<ListedReversal>[]> {
  const t = await getTranslations('rules.reversals');
  return [
    {
      key: 'receipt',
      header: t('receipt'),
      cell: ({ receiptNumber }) => <span className="font-mono text-small">{receiptNumber}</span>,
    },
    {
      key: 'state',
      header: t('state'),
      cell: ({ state }) =>
        state === 'posted' ? (
          <Badge tone="fine">{t('posted')}</Badge>
        ) : (
          <Badge tone="look">{t('waits')}</Badge>
        ),
    },
    {
      key: 'amount',
      header: t('amount'),
      align: 'end',
      cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
    },
    { key: 'maker', header: t('maker'), cell: ({ maker }) => maker },
    { key: 'checker', header: t('checker'), cell: ({ checker }) => checker ?? '–' },
    { key: 'made', header: t('made'), cell: ({ madeAt, decidedAt }) => <Time value={decidedAt ?? madeAt} /> },
  ];
}
