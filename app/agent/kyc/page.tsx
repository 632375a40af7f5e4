import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DocumentBadge } from '@/components/kyc/state-badge';
import { DataTable } from '@/components/table/data-table';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSelect } from '@/components/table/filters';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { IdCard } from '@/components/ui/icons';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { showFiltered } from '@/lib/entry/page';
import { DOCUMENT_LISTS, listDocuments } from '@/lib/person/kyc/queries';
import { filterOf, type SearchParams } from '../../list-filter';

const PATH = '/agent/kyc';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('kyc.list'))('title') };
}

/** The documents that wait for a second pair of eyes; for an agent, those that they wrote and that do not count yet. */
export default async function DocumentsPage({ searchParams }: { searchParams: SearchParams }) {
  const filter = await filterOf(searchParams, ['of', 'after'] as const);
  const { shown } = await showFiltered(listDocuments, filter);
  const [t, kinds] = [await getTranslations('kyc.list'), await getTranslations('kyc.kind')];
  const { after, ...kept } = filter;
  const of = shown?.of ?? 'mine';
  return (
    <>
      <PageHeader title={t('title')} description={t(shown?.mayReview ? 'description' : 'ownDescription')} />
      <Card flush>
        {shown?.mayReview ? (
          <FilterBar path={PATH} active={filter.of !== undefined}>
            <FilterSelect
              name="of"
              label={t('which')}
              value={filter.of}
              all={t('of.waiting')}
              options={DOCUMENT_LISTS.filter((value) => value !== 'waiting').map((value) => ({
                value,
                label: t(`of.${value}`),
              }))}
            />
          </FilterBar>
        ) : null}
        <DataTable
          caption={t(`of.${of}`)}
          rows={shown?.documents ?? []}
          rowKey={({ id }) => id}
          rowLink={({ id, name }) => ({ href: `${PATH}/${id}`, label: name })}
          columns={[
            { key: 'name', header: t('name'), cell: ({ name }) => name },
            {
              key: 'document',
              header: t('document'),
              cell: ({ kind, number }) => (
                <>
                  {kinds(kind)} <span className="font-mono text-small">{number}</span>
                </>
              ),
            },
            { key: 'state', header: t('state'), cell: ({ state }) => <DocumentBadge state={state} /> },
            { key: 'created', header: t('created'), cell: ({ createdAt }) => <Time value={createdAt} /> },
            {
              key: 'ready',
              header: t('ready'),
              cell: ({ readyAt }) => (readyAt ? <Time value={readyAt} /> : '–'),
            },
          ]}
          empty={
            <EmptyState icon={<IdCard />} title={t('empty')}>
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
