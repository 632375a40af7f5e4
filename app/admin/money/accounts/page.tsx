import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type Column, DataTable } from '@/components/table/data-table';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSearch } from '@/components/table/filters';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Wallet } from '@/components/ui/icons';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { FrozenBadge } from '@/components/wallet/frozen-badge';
import { showFiltered } from '@/lib/entry/page';
import { type FoundAccount, findAccount } from '@/lib/wallet/freeze/find-account';
import { filterOf, type SearchParams } from '../../../list-filter';
import { FilterProblems } from '../../filter-problems';

const PATH = '/admin/money/accounts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.accounts'))('title') };
}

/** The accounts of people, found by a number, a name or a receipt. */
export default async function AccountsPage({ searchParams }: { searchParams: SearchParams }) {
  const filter = await filterOf(searchParams, ['q'] as const);
  const { shown, problems } = await showFiltered(findAccount, filter);
  const t = await getTranslations('rules.accounts');
  const searched = filter.q !== undefined;
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <Card flush>
        <FilterBar path={PATH} active={searched}>
          <FilterSearch name="q" label={t('search')} value={filter.q} />
        </FilterBar>
        {problems ? <FilterProblems title={t('badFilter')} problems={problems} /> : null}
        <DataTable
          caption={t('title')}
          rows={shown?.accounts ?? []}
          rowKey={({ id }) => id}
          rowLink={({ id, name }) => ({ href: `${PATH}/${id}`, label: name })}
          columns={await columns()}
          empty={
            <EmptyState icon={<Wallet />} title={t(searched ? 'nothing' : 'empty')}>
              {t(searched ? 'nothingText' : 'emptyText')}
            </EmptyState>
          }
        />
      </Card>
    </>
  );
}

async function columns(): Promise<Column<FoundAccount>[]> {
  const [t, words] = [await getTranslations('rules.accounts'), await getTranslations('rules.account')];
  return [
    {
      key: 'name',
      header: t('holder'),
      cell: ({ name, number, frozen }) => (
        <span className="flex flex-wrap items-center gap-2">
          {name}
          {number ? <span className="whitespace-nowrap text-ink-soft text-small">{number}</span> : null}
          <FrozenBadge frozen={frozen} />
        </span>
      ),
    },
    { key: 'kind', header: t('kind'), cell: ({ kind }) => words(`kind.${kind}`) },
    {
      key: 'available',
      header: t('available'),
      align: 'end',
      cell: ({ available, currency }) => <Money amount={available} currency={currency} />,
    },
    {
      key: 'held',
      header: t('held'),
      align: 'end',
      cell: ({ held, currency }) => <Money amount={held} currency={currency} />,
    },
  ];
}
