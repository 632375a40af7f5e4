import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RoleNames } from '@/components/person/role-name';
import { StatusBadge } from '@/components/person/status-badge';
import { type Column, DataTable } from '@/components/table/data-table';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Users } from '@/components/ui/icons';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { showFiltered } from '@/lib/entry/page';
import { type ListedPerson, listPeople } from '@/lib/person/list-people';
import { filterOf, type SearchParams } from '../../list-filter';
import { FilterProblems } from '../filter-problems';
import { PeopleFilters } from './filters';

const PATH = '/admin/people';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin.people'))('title') };
}

/** Everybody of the tenant, by search and filters. */
export default async function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  const { after, ...filter } = await filterOf(searchParams, [
    'q',
    'role',
    'status',
    'unit',
    'after',
  ] as const);
  const { shown, problems } = await showFiltered(listPeople, { ...filter, ...(after && { after }) });
  const t = await getTranslations('admin.people');
  const columns: Column<ListedPerson>[] = [
    { key: 'name', header: t('name'), cell: ({ name }) => name },
    {
      key: 'address',
      header: t('address'),
      cell: ({ email, mobile }) => (
        <span className="flex flex-col">
          {email ? <span className="break-all">{email}</span> : null}
          {mobile ? <span className="tabular-nums">{mobile}</span> : null}
        </span>
      ),
    },
    { key: 'roles', header: t('roles'), cell: ({ roles }) => <RoleNames roles={roles} none="–" /> },
    { key: 'unit', header: t('unit'), wide: true, cell: ({ unit }) => unit ?? '–' },
    { key: 'status', header: t('status'), cell: ({ status }) => <StatusBadge status={status} /> },
    {
      key: 'lastSeen',
      header: t('lastSeen'),
      cell: ({ lastSeenAt }) => (lastSeenAt ? <Time value={lastSeenAt} /> : t('never')),
    },
  ];
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <Card flush>
        <PeopleFilters path={PATH} filter={filter} />
        {problems ? (
          <FilterProblems title={t('problem')} problems={problems} />
        ) : (
          <DataTable
            caption={t('caption')}
            columns={columns}
            rows={shown.people}
            rowKey={({ id }) => id}
            rowLink={({ id, name }) => ({ href: `${PATH}/${id}`, label: name })}
            empty={
              <EmptyState icon={<Users />} title={t('empty')}>
                {shown.cut ? t('cut') : t('emptyText')}
              </EmptyState>
            }
            paging={{
              next: shown.next && pageLink(PATH, filter, { after: shown.next }),
              first: after && pageLink(PATH, filter),
              shown: shown.cut
                ? t('cut')
                : shown.people.length
                  ? t('shown', { count: shown.people.length })
                  : undefined,
            }}
          />
        )}
      </Card>
    </>
  );
}
