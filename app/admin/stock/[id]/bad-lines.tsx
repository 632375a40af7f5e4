import { useFormatter, useTranslations } from 'next-intl';
import { DataTable } from '@/components/table/data-table';
import type { PagingProps } from '@/components/table/paging';
import type { ImportLine } from '@/lib/sim/stock/import-queries';
import { Problem } from './problem';

/** The lines that cannot be taken, each with its number, so that it is found in the file. */
export function BadLines({ lines, paging }: { lines: ImportLine[]; paging: PagingProps }) {
  const [t, format] = [useTranslations('stock.problems'), useFormatter()];
  return (
    <DataTable
      caption={t('title')}
      rows={lines}
      rowKey={({ line }) => String(line)}
      columns={[
        { key: 'line', header: t('line'), cell: ({ line }) => format.number(line) },
        {
          key: 'iccid',
          header: t('iccid'),
          cell: ({ iccid }) => <span className="break-all font-mono">{iccid}</span>,
        },
        {
          key: 'imsi',
          header: t('imsi'),
          wide: true,
          cell: ({ imsi }) => <span className="break-all font-mono">{imsi}</span>,
        },
        { key: 'column', header: t('column'), cell: ({ field }) => field ?? t('whole') },
        { key: 'problem', header: t('problem'), cell: (line) => <Problem of={line} /> },
      ]}
      empty={null}
      paging={paging}
    />
  );
}
