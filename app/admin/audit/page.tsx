import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DeedName } from '@/components/audit/deed-name';
import { OutcomeBadge } from '@/components/audit/outcome-badge';
import { Subject, Who } from '@/components/audit/who';
import { type Column, DataTable } from '@/components/table/data-table';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ScrollText } from '@/components/ui/icons';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { showFiltered } from '@/lib/entry/page';
import { type ListedEvent, listEvents } from '@/lib/tenant/audit-log';
import { filterOf, type SearchParams } from '../../list-filter';
import { FilterProblems } from '../filter-problems';
import { AuditFile } from './file';
import { AuditFilters, FILTERS } from './filters';

const PATH = '/admin/audit';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') };
}

/** Everything that was done or refused, by filters. */
export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const { before, file, ...filter } = await filterOf(searchParams, [...FILTERS, 'before', 'file'] as const);
  const { shown, problems } = await showFiltered(listEvents, { ...filter, ...(before && { before }) });
  const t = await getTranslations('audit');
  const columns: Column<ListedEvent>[] = [
    { key: 'what', header: t('what'), cell: ({ command }) => <DeedName command={command} /> },
    { key: 'outcome', header: t('outcome'), cell: ({ outcome }) => <OutcomeBadge outcome={outcome} /> },
    { key: 'who', header: t('who'), cell: (event) => <Who actor={event} /> },
    {
      key: 'about',
      header: t('about'),
      cell: ({ subject, subjectName }) => <Subject subject={subject} name={subjectName} />,
    },
    {
      key: 'ip',
      header: t('from'),
      wide: true,
      cell: ({ ip }) => <span className="font-mono text-small">{ip ?? '–'}</span>,
    },
    { key: 'when', header: t('when'), cell: ({ at }) => <Time value={at} /> },
  ];
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {file && shown ? <AuditFile path={PATH} filter={filter} /> : null}
      <Card flush>
        <AuditFilters path={PATH} filter={filter} />
        {problems ? (
          <FilterProblems title={t('filter.problem')} problems={problems} />
        ) : (
          <DataTable
            caption={t('caption')}
            columns={columns}
            rows={shown.events}
            rowKey={({ id }) => id}
            rowLink={({ id }) => ({ href: `${PATH}/${id}`, label: t('event.title') })}
            empty={
              <EmptyState icon={<ScrollText />} title={t('empty')}>
                {shown.cut ? t('cut') : t('emptyText')}
              </EmptyState>
            }
            paging={{
              next: shown.next && pageLink(PATH, filter, { before: shown.next }),
              first: before && pageLink(PATH, filter),
              shown: shown.cut
                ? t('cut')
                : shown.events.length
                  ? t('shown', { count: shown.events.length })
                  : undefined,
            }}
          />
        )}
      </Card>
    </>
  );
}
