import { getTranslations } from 'next-intl/server';
import { type Column, DataTable } from '@/components/table/data-table';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { HandCoins } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { Money } from '@/components/ui/money';
import type { MoneyOverview } from '@/lib/counter/money-overview';

type Float = MoneyOverview['lowest'][number];

/** The agents whose float is lowest, measured by what it was last filled up to. */
export async function Lowest({ lowest, currency }: { lowest: Float[]; currency: string }) {
  const t = await getTranslations('books');
  const columns: Column<Float>[] = [
    {
      key: 'agent',
      header: t('agent'),
      cell: ({ name, low }) => (
        <span className="flex flex-wrap items-center gap-2">
          {name}
          {low ? <Badge tone="look">{t('low')}</Badge> : null}
        </span>
      ),
    },
    {
      key: 'available',
      header: t('available'),
      align: 'end',
      cell: ({ available }) => <Money amount={available} currency={currency} />,
    },
    {
      key: 'level',
      header: t('level'),
      align: 'end',
      wide: true,
      cell: ({ level }) => <Money amount={level} currency={currency} />,
    },
  ];
  return (
    <Card
      flush
      title={t('lowest')}
      actions={
        <LinkButton size="sm" href="/admin/floats">
          {t('allFloats')}
        </LinkButton>
      }
    >
      <DataTable
        caption={t('lowest')}
        columns={columns}
        rows={lowest}
        rowKey={({ personId }) => personId}
        empty={<EmptyState icon={<HandCoins />} title={t('noFloats')} />}
      />
    </Card>
  );
}
