import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DisputeBadge } from '@/components/dispute/state-badge';
import { LiveRefresh } from '@/components/live/live-refresh';
import { type Column, DataTable } from '@/components/table/data-table';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSelect } from '@/components/table/filters';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LifeBuoy } from '@/components/ui/icons';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { showFiltered } from '@/lib/entry/page';
import { type ListedDispute, listDisputes } from '@/lib/wallet/dispute/queries';
import { DISPUTE_STATES } from '@/lib/wallet/dispute/spoken';
import { filterOf, type SearchParams } from '../../../list-filter';
import { liveWords } from '../../../live-words';
import { FilterProblems } from '../../filter-problems';

const PATH = '/admin/money/disputes';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.disputes'))('title') };
}

/** The disputes that wait for somebody by their deadline, or those of one state. */
export default async function DisputesPage({ searchParams }: { searchParams: SearchParams }) {
  const filter = await filterOf(searchParams, ['state', 'after'] as const);
  const { shown, problems } = await showFiltered(listDisputes, filter);
  const [t, words] = [await getTranslations('rules.disputes'), await getTranslations('rules.dispute')];
  const { after, ...kept } = filter;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={<LiveRefresh words={await liveWords()} />}
      />
      <Card flush>
        <FilterBar path={PATH} active={filter.state !== undefined}>
          <FilterSelect
            name="state"
            label={t('state')}
            value={filter.state}
            all={words('state.open')}
            options={DISPUTE_STATES.filter((value) => value !== 'open').map((value) => ({
              value,
              label: words(`state.${value}`),
            }))}
          />
        </FilterBar>
        {problems ? <FilterProblems title={t('badFilter')} problems={problems} /> : null}
        <DataTable
          caption={t('title')}
          rows={shown?.disputes ?? []}
          rowKey={({ id }) => id}
          rowLink={({ id, receiptNumber }) => ({ href: `${PATH}/${id}`, label: receiptNumber })}
          columns={await columns()}
          empty={
            <EmptyState icon={<LifeBuoy />} title={t('empty')}>
              {t('emptyText')}
            </EmptyState>
          }
          paging={{
            next: shown?.next ? pageLink(PATH, kept, { after: shown.next }) : undefined,
            first: after ? pageLink(PATH, kept) : undefined,
          }}
        />
      </Card>
    </>
  );
}

async function columns(): Promise<Column<ListedDispute>[]> {
  const [t, words] = [await getTranslations('rules.disputes'), await getTranslations('rules.dispute')];
  return [
    { key: 'about', header: t('about'), cell: ({ about }) => words(`about.${about}`) },
    { key: 'raisedBy', header: t('raisedBy'), cell: ({ raisedBy }) => raisedBy },
    { key: 'state', header: t('state'), cell: ({ state }) => <DisputeBadge state={state} /> },
    {
      key: 'held',
      header: t('held'),
      align: 'end',
      cell: ({ held, currency }) => <Money amount={held} currency={currency} />,
    },
    { key: 'raisedAt', header: t('raisedAt'), cell: ({ raisedAt }) => <Time value={raisedAt} /> },
    { key: 'deadline', header: t('deadline'), cell: ({ deadlineAt }) => <Time value={deadlineAt} /> },
  ];
}
