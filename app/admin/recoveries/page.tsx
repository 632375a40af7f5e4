import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RecoveryBadge } from '@/components/recovery/state-badge';
import { DataTable } from '@/components/table/data-table';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSelect } from '@/components/table/filters';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ShieldCheck } from '@/components/ui/icons';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { showFiltered } from '@/lib/entry/page';
import { listRecoveries, STATES_OF_RECOVERIES } from '@/lib/person/recovery/queries';
import { filterOf, type SearchParams } from '../../list-filter';
import { FilterProblems } from '../filter-problems';

const PATH = '/admin/recoveries';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.list'))('title') };
}

/** The recoveries that wait for somebody, or those of one state. */
export default async function RecoveriesPage({ searchParams }: { searchParams: SearchParams }) {
  const filter = await filterOf(searchParams, ['state', 'before'] as const);
  const { shown, problems } = await showFiltered(listRecoveries, filter);
  const [t, states] = [await getTranslations('recovery.list'), await getTranslations('recovery.state')];
  const { before, ...kept } = filter;
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <Card flush>
        <FilterBar path={PATH} active={filter.state !== undefined}>
          <FilterSelect
            name="state"
            label={t('state')}
            value={filter.state}
            all={t('waiting')}
            options={STATES_OF_RECOVERIES.map((value) => ({ value, label: states(value) }))}
          />
        </FilterBar>
        {problems ? <FilterProblems title={t('badFilter')} problems={problems} /> : null}
        <DataTable
          caption={t('title')}
          rows={shown?.cases ?? []}
          rowKey={({ id }) => id}
          rowLink={({ id, number }) => ({ href: `${PATH}/${id}`, label: number })}
          columns={[
            {
              key: 'number',
              header: t('number'),
              cell: ({ number }) => <span className="font-mono">{number}</span>,
            },
            { key: 'state', header: t('state'), cell: ({ state }) => <RecoveryBadge state={state} /> },
            { key: 'named', header: t('named'), cell: ({ named }) => named },
            { key: 'asked', header: t('asked'), cell: ({ askedAt }) => <Time value={askedAt} /> },
            {
              key: 'ready',
              header: t('ready'),
              cell: ({ readyAt }) => (readyAt ? <Time value={readyAt} /> : '–'),
            },
          ]}
          empty={
            <EmptyState icon={<ShieldCheck />} title={t('empty')}>
              {t('emptyText')}
            </EmptyState>
          }
          paging={{
            next: shown?.next ? pageLink(PATH, kept, { before: shown.next }) : undefined,
            first: before ? pageLink(PATH, kept) : undefined,
          }}
        />
      </Card>
    </>
  );
}
