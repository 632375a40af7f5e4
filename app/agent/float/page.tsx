import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { ScrollText } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { MOVEMENT_FILTERS, MovementFilters } from '@/components/wallet/movement-filters';
import { MovementTable } from '@/components/wallet/movement-table';
import { spellMoney } from '@/components/wallet/spell-money';
import { counterDashboard } from '@/lib/counter/dashboard';
import { floatMovements } from '@/lib/counter/movements';
import { show, showFiltered } from '@/lib/entry/page';
import { FilterProblems } from '../../admin/filter-problems';
import { filterOf, type SearchParams } from '../../list-filter';
import { NoFloatMovements } from './nothing';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('counter.list'))('title') };
}

/** Every movement of an agent's float, by direction, receipt, the customer's number, kind, amount and days. */
export default async function FloatPage({ searchParams }: { searchParams: SearchParams }) {
  const { before, ...filter } = await filterOf(searchParams, [...MOVEMENT_FILTERS, 'before'] as const);
  const { shown, problems } = await showFiltered(floatMovements, { ...filter, before });
  const { float, currency } = await show(counterDashboard);
  const [t, list, locale] = [
    await getTranslations('counter.list'),
    await getTranslations('wallet.list'),
    await getLocale(),
  ];
  const page = (change: { before?: string }) => pageLink('/agent/float', filter, change);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={
          float ? t('holds', { amount: spellMoney(float.available, currency, locale) }) : undefined
        }
        actions={
          <LinkButton href="/agent/float/statement" icon={<ScrollText />}>
            {t('statement')}
          </LinkButton>
        }
      />
      <Card flush>
        <MovementFilters path="/agent/float" filter={filter} />
        {problems ? (
          <FilterProblems title={list('badFilter')} problems={problems} />
        ) : (
          <MovementTable
            caption={t('caption')}
            movements={shown.movements}
            currency={shown.currency}
            receipts="/agent/deposit/receipts"
            empty={<NoFloatMovements searched={Object.keys(filter).length > 0} />}
            paging={{
              next: shown.next && page({ before: shown.next }),
              first: before && page({}),
              shown: shown.cut ? list('cut') : undefined,
            }}
          />
        )}
      </Card>
    </>
  );
}
