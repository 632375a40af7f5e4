import { getTranslations } from 'next-intl/server';
import { type Column, DataTable } from '@/components/table/data-table';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ScrollText } from '@/components/ui/icons';
import { Money } from '@/components/ui/money';
import { Time } from '@/components/ui/time';
import type { MoneyOverview } from '@/lib/counter/money-overview';

type OfCurrency = NonNullable<MoneyOverview['books']>['currencies'][number];

const PARTS = ['trust', 'customers', 'floats', 'commissions', 'fees', 'suspense', 'held'] as const;

/** What all accounts held together at the last look, in each currency: what the trust gave out is what the others hold. */
export async function Totals({ currencies }: { currencies: OfCurrency[] }) {
  const t = await getTranslations('books');
  const columns: Column<OfCurrency>[] = [
    { key: 'currency', header: t('currency'), cell: ({ currency }) => currency },
    ...PARTS.map((part) => ({
      ...{ key: part, header: t(`part_${part}`), align: 'end' as const },
      cell: (row: OfCurrency) => <Money amount={row[part]} currency={row.currency} />,
    })),
  ];
  return (
    <DataTable
      caption={t('totals')}
      columns={columns}
      rows={currencies}
      rowKey={({ currency }) => currency}
      empty={<EmptyState icon={<ScrollText />} title={t('noBooks')} />}
    />
  );
}

export async function Books({ books }: { books: MoneyOverview['books'] }) {
  const t = await getTranslations('books');
  return (
    <Card
      flush
      title={t('totals')}
      description={
        books ? (
          <>
            {t('asOf')} <Time value={books.at} shape="exact" />
          </>
        ) : undefined
      }
    >
      <Totals currencies={books?.currencies ?? []} />
    </Card>
  );
}
