import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/ui/page-header';
import { filterOf, type SearchParams } from '../../list-filter';
import { LiveSwaps, SWAP_FILTERS, SwapList } from '../../swap-file/list';
import { SwapFiguresCard } from './figures';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('swap'))('title') };
}

/** The swaps of the tenant: those that are open, or those of one state. */
export default async function SwapsPage({ searchParams }: { searchParams: SearchParams }) {
  const filter = await filterOf(searchParams, SWAP_FILTERS);
  const t = await getTranslations('swap');
  return (
    <>
      <PageHeader title={t('title')} description={t('list.staffDescription')} actions={<LiveSwaps />} />
      <div className="space-y-5">
        <SwapFiguresCard />
        <SwapList path="/admin/swaps" filter={filter} of="all" empty={{ text: t('list.emptyText') }} />
      </div>
    </>
  );
}
