import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/table/data-table';
import { Money } from '@/components/ui/money';

export type ShownBand = { upTo: bigint | null; price: bigint };

/** Where a band begins: one unit above the end of the one before. */
const begins = (bands: readonly ShownBand[], place: number): bigint => (bands[place - 1]?.upTo ?? 0n) + 1n;

/** A table of prices as it is read: from, up to, and what it costs. */
export function PriceTable({
  bands,
  currency,
  caption,
}: {
  bands: ShownBand[];
  currency: string;
  caption: string;
}) {
  const t = useTranslations('rules.prices');
  const rows = bands.map((band, place) => ({ ...band, from: begins(bands, place) }));
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ from }) => String(from)}
      columns={[
        { key: 'from', header: t('from'), cell: ({ from }) => <Money amount={from} currency={currency} /> },
        {
          key: 'upTo',
          header: t('upTo'),
          cell: ({ upTo }) => (upTo === null ? t('noEnd') : <Money amount={upTo} currency={currency} />),
        },
        {
          key: 'price',
          header: t('price'),
          align: 'end',
          cell: ({ price }) => <Money amount={price} currency={currency} />,
        },
      ]}
      empty={null}
    />
  );
}
