import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { type Column, DataTable } from '@/components/table/data-table';
import { pageLink } from '@/components/table/page-link';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Mail } from '@/components/ui/icons';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { showFiltered } from '@/lib/entry/page';
import { titleOf } from '@/lib/notice/words';
import { type ListedMessage, listMessages } from '@/lib/tenant/list-messages';
import { filterOf, type SearchParams } from '../../list-filter';
import { FilterProblems } from '../filter-problems';
import { FILTERS, MessageFilters } from './filters';
import { StateBadge } from './state-badge';

const PATH = '/admin/messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin.messages'))('title') };
}

/** What was promised to people and what became of it, by filters. */
export default async function MessagesPage({ searchParams }: { searchParams: SearchParams }) {
  const { before, ...filter } = await filterOf(searchParams, [...FILTERS, 'before'] as const);
  const { shown, problems } = await showFiltered(listMessages, { ...filter, ...(before && { before }) });
  const [t, locale] = [await getTranslations('admin.messages'), await getLocale()];
  const columns: Column<ListedMessage>[] = [
    { key: 'what', header: t('what'), cell: ({ template }) => titleOf(template, locale) },
    {
      key: 'state',
      header: t('state'),
      cell: ({ state, lastProblem }) => (
        <span className="inline-flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <StateBadge state={state} />
          {lastProblem ? (
            <span className="break-words text-caption text-ink-soft" lang="en">
              {lastProblem}
            </span>
          ) : null}
        </span>
      ),
    },
    {
      key: 'to',
      header: t('to'),
      cell: ({ channel, address }) => (
        <span className="break-all">
          {t(`channels.${channel}`)} <span className="text-ink-soft text-small">{address}</span>
        </span>
      ),
    },
    { key: 'person', header: t('person'), wide: true, cell: ({ personName }) => personName ?? t('nobody') },
    { key: 'when', header: t('when'), cell: ({ createdAt }) => <Time value={createdAt} /> },
  ];
  const ways = shown?.notSetUp.map((way) => t(`channels.${way}`)).join(', ');
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="space-y-5">
        {ways ? (
          <Alert tone="look" title={t('notSetUp')}>
            {t('notSetUpText', { ways })}
          </Alert>
        ) : null}
        <Card flush>
          <MessageFilters path={PATH} filter={filter} />
          {problems ? (
            <FilterProblems title={t('filter.problem')} problems={problems} />
          ) : (
            <DataTable
              caption={t('caption')}
              columns={columns}
              rows={shown.messages}
              rowKey={({ id }) => id}
              rowLink={({ id, template }) => ({ href: `${PATH}/${id}`, label: titleOf(template, locale) })}
              empty={
                <EmptyState icon={<Mail />} title={t('empty')}>
                  {shown.cut ? t('cut') : t('emptyText')}
                </EmptyState>
              }
              paging={{
                next: shown.next && pageLink(PATH, filter, { before: shown.next }),
                first: before && pageLink(PATH, filter),
                shown: shown.cut
                  ? t('cut')
                  : shown.messages.length
                    ? t('shown', { count: shown.messages.length })
                    : undefined,
              }}
            />
          )}
        </Card>
      </div>
    </>
  );
}
