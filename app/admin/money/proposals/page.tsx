import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LiveRefresh } from '@/components/live/live-refresh';
import { DataTable } from '@/components/table/data-table';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSelect } from '@/components/table/filters';
import { pageLink } from '@/components/table/page-link';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { UserRoundCheck } from '@/components/ui/icons';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { ProposalBadge } from '@/components/wallet/proposal-badge';
import { showFiltered } from '@/lib/entry/page';
import { KINDS_OF_PROPOSALS, STATES } from '@/lib/wallet/proposal/proposal';
import { listProposals } from '@/lib/wallet/proposal/queries';
import { filterOf, type SearchParams } from '../../../list-filter';
import { liveWords } from '../../../live-words';
import { FilterProblems } from '../../filter-problems';

const PATH = '/admin/money/proposals';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('proposal.list'))('title') };
}

/** What waits for a second person before it is done with money, or what became of it. */
export default async function ProposalsPage({ searchParams }: { searchParams: SearchParams }) {
  const filter = await filterOf(searchParams, ['state', 'kind', 'personId', 'before'] as const);
  const { shown, problems } = await showFiltered(listProposals, filter);
  const [t, states] = [await getTranslations('proposal.list'), await getTranslations('proposal.state')];
  const [kinds, words] = [await getTranslations('proposal.kind'), await liveWords()];
  const { before, ...kept } = filter;
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={<LiveRefresh words={words} />} />
      <Card flush>
        <FilterBar path={PATH} active={Boolean(filter.state || filter.kind || filter.personId)}>
          <FilterSelect
            name="state"
            label={t('state')}
            value={filter.state}
            all={states('pending_approval')}
            options={STATES.slice(1).map((value) => ({ value, label: states(value) }))}
          />
          <FilterSelect
            name="kind"
            label={t('kind')}
            value={filter.kind}
            all={t('allKinds')}
            options={KINDS_OF_PROPOSALS.map((value) => ({ value, label: kinds(value) }))}
          />
        </FilterBar>
        {problems ? <FilterProblems title={t('badFilter')} problems={problems} /> : null}
        <DataTable
          caption={t('title')}
          rows={shown?.proposals ?? []}
          rowKey={({ id }) => id}
          rowLink={({ id, kind, person }) => ({
            href: `${PATH}/${id}`,
            label: person ? `${kinds(kind)}: ${person.name}` : kinds(kind),
          })}
          columns={[
            {
              key: 'what',
              header: t('what'),
              cell: ({ kind, person }) => (
                <>
                  {kinds(kind)}
                  {person ? <span className="block text-ink-soft text-small">{person.name}</span> : null}
                </>
              ),
            },
            {
              key: 'amount',
              header: t('amount'),
              align: 'end',
              cell: ({ amount, currency }) =>
                amount !== null && currency ? <Money amount={amount} currency={currency} /> : '–',
            },
            { key: 'state', header: t('state'), cell: ({ state }) => <ProposalBadge state={state} /> },
            {
              key: 'maker',
              header: t('maker'),
              cell: ({ maker, mine }) => (
                <span className="flex flex-wrap items-center gap-2">
                  {maker.name}
                  {mine ? <Badge>{t('mine')}</Badge> : null}
                </span>
              ),
            },
            { key: 'made', header: t('made'), cell: ({ madeAt }) => <Time value={madeAt} /> },
          ]}
          empty={
            <EmptyState icon={<UserRoundCheck />} title={t('empty')}>
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
