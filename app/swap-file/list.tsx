import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { LiveRefresh } from '@/components/live/live-refresh';
import { SwapTable } from '@/components/swap/swap-table';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSelect } from '@/components/table/filters';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { CardSim } from '@/components/ui/icons';
import { showFiltered } from '@/lib/entry/page';
import { listMySwaps, listSwaps } from '@/lib/sim/swap/list';
import { FilterProblems } from '../admin/filter-problems';
import { liveWords } from '../live-words';

const NAMES = ['state', 'before'] as const;
export type SwapFilter = Partial<Record<(typeof NAMES)[number], string>>;
export const SWAP_FILTERS = NAMES;

const STATES = [
  'proving',
  'review',
  'cooling',
  'disputed',
  'completed',
  'refused',
  'cancelled',
  'expired',
  'remedied',
] as const;

type Props = {
  path: string;
  filter: SwapFilter;
  /** Whether it is the queue of the tenant, or what whoever is looking has asked for. */
  of: 'all' | 'mine';
  title?: string;
  empty: { text: string; action?: ReactNode };
};

/** The swaps that whoever is looking may see. */
export async function SwapList({ path, filter, of, title, empty }: Props) {
  const { before, ...kept } = filter;
  const { shown, problems } =
    of === 'all' ? await showFiltered(listSwaps, filter) : await showFiltered(listMySwaps, { before });
  const t = await getTranslations('swap.list');
  return (
    <Card flush title={title}>
      {of === 'all' ? <Filters path={path} filter={filter} /> : null}
      {problems ? <FilterProblems title={t('badFilter')} problems={problems} /> : null}
      <SwapTable
        rows={shown?.swaps ?? []}
        path={path}
        empty={
          <EmptyState icon={<CardSim />} title={t('empty')} action={empty.action}>
            {empty.text}
          </EmptyState>
        }
        paging={{
          next: shown?.next ? pageLink(path, kept, { before: shown.next }) : undefined,
          first: before ? pageLink(path, kept) : undefined,
        }}
      />
    </Card>
  );
}

async function Filters({ path, filter: { state } }: Pick<Props, 'path' | 'filter'>) {
  const [t, states] = [await getTranslations('swap.list'), await getTranslations('swap.state')];
  return (
    <FilterBar path={path} active={state !== undefined}>
      <FilterSelect
        name="state"
        label={t('state')}
        value={state}
        all={t('open')}
        options={STATES.map((value) => ({ value, label: states(value) }))}
      />
    </FilterBar>
  );
}

/** Says whether the list is kept up to date. */
export async function LiveSwaps() {
  return <LiveRefresh words={await liveWords()} of="swaps" />;
}
