import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/table/data-table';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSearch } from '@/components/table/filters';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { CardSim } from '@/components/ui/icons';
import { inFours } from '@/components/ui/identifier';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { show } from '@/lib/entry/page';
import { SEARCH_FROM_DIGITS, searchStock } from '@/lib/sim/stock/search-stock';

const PATH = '/agent/register/stock';
const NOTHING = { sims: [], more: false };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('stock.pick'))('title') };
}

/** Finds the card in the agent's hand in the stock, by its last digits, and goes back to the registration with it. */
export default async function PickCardPage({ searchParams }: { searchParams: Promise<{ digits?: string }> }) {
  const { digits = '' } = await searchParams;
  const t = await getTranslations('stock.pick');
  const isSearch = digits.replace(/\D/g, '').length >= SEARCH_FROM_DIGITS;
  const { sims, more } = isSearch ? await show(searchStock, { digits }) : NOTHING;
  const [title, text] = isSearch ? [t('none'), t('noneText')] : [t('start'), t('startText')];
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/agent/register', label: t('back') }}
      />
      <div className="space-y-4">
        <FilterBar path={PATH} active={digits !== ''}>
          <FilterSearch name="digits" label={t('digits')} value={digits} />
        </FilterBar>
        <Card flush>
          <DataTable
            caption={t('title')}
            rows={sims}
            rowKey={({ iccid }) => iccid}
            columns={[
              {
                key: 'iccid',
                header: t('iccid'),
                cell: ({ iccid }) => <span className="font-mono">{inFours(iccid)}</span>,
              },
              {
                key: 'msisdn',
                header: t('msisdn'),
                cell: ({ msisdn }) => <span className="font-mono">{msisdn ?? '–'}</span>,
              },
              {
                key: 'take',
                header: t('take'),
                align: 'end',
                cell: ({ iccid, msisdn }) => (
                  <LinkButton size="sm" href={takeLink(iccid, msisdn)}>
                    {t('take')}
                  </LinkButton>
                ),
              },
            ]}
            empty={
              <EmptyState icon={<CardSim />} title={title}>
                {text}
              </EmptyState>
            }
            paging={more ? { shown: t('more') } : undefined}
          />
        </Card>
      </div>
    </>
  );
}

const takeLink = (iccid: string, msisdn: string | null): string =>
  `/agent/register?${new URLSearchParams({ iccid, ...(msisdn && { msisdn }) })}`;
