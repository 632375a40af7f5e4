import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/table/data-table';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSelect } from '@/components/table/filters';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ShieldHalf } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { showFiltered } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { listPolicies } from '@/lib/tenant/policies/list';
import { POLICY_STATES } from '@/lib/tenant/policies/policy';
import { filterOf, type SearchParams } from '../../list-filter';
import { FilterProblems } from '../filter-problems';
import { Says } from './says';
import { PolicyBadge } from './state-badge';

const PATH = '/admin/policies';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policies'))('title') };
}

/** The policies of the tenant: what each does, whether it decides, and whom those in shadow would have refused. */
export default async function PoliciesPage({ searchParams }: { searchParams: SearchParams }) {
  const filter = await filterOf(searchParams, ['state', 'before'] as const);
  const { shown, problems } = await showFiltered(listPolicies, filter);
  const [t, actor] = [await getTranslations('policies'), await currentActor()];
  const { before, ...kept } = filter;
  const write = may(actor, 'policy.create') ? (
    <LinkButton href={`${PATH}/new`} variant="primary" prefetch={false}>
      {t('new')}
    </LinkButton>
  ) : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            <LinkButton href={`${PATH}/try`}>{t('tryThem')}</LinkButton>
            {write}
          </>
        }
      />
      <Card flush>
        <FilterBar path={PATH} active={filter.state !== undefined}>
          <FilterSelect
            name="state"
            label={t('list.state')}
            value={filter.state}
            all={t('list.all')}
            options={POLICY_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          />
        </FilterBar>
        {problems ? <FilterProblems title={t('list.badFilter')} problems={problems} /> : null}
        <DataTable
          caption={t('title')}
          rows={shown?.policies ?? []}
          rowKey={({ id }) => id}
          rowLink={({ id, name }) => ({ href: `${PATH}/${id}`, label: name })}
          columns={[
            { key: 'name', header: t('list.name'), cell: ({ name }) => name },
            { key: 'state', header: t('list.state'), cell: ({ state }) => <PolicyBadge state={state} /> },
            {
              key: 'says',
              header: t('list.says'),
              cell: ({ filling }) => <Says filling={filling} currency={actor.tenant.currency} />,
            },
            {
              key: 'hits',
              header: t('list.hits'),
              align: 'end',
              cell: ({ state, hits, more }) =>
                state === 'shadow' ? (more ? t('list.more', { count: hits }) : hits) : '–',
            },
            {
              key: 'changed',
              header: t('list.changed'),
              cell: ({ changedAt, changedBy }) => (
                <>
                  <Time value={changedAt} /> {t('list.by', { name: changedBy ?? t('one.operator') })}
                </>
              ),
            },
          ]}
          empty={
            <EmptyState icon={<ShieldHalf />} title={t('list.empty')} action={filter.state ? null : write}>
              {filter.state ? t('list.emptyHere') : t('list.emptyText')}
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
