import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { StoredDay } from '@/lib/counter/float/stored-day';
import { type Column, DataTable } from '../table/data-table';
import type { PagingProps } from '../table/paging';
import { Badge } from '../ui/badge';
import { EmptyState } from '../ui/empty-state';
import { ListChecks } from '../ui/icons';
import { Money } from '../ui/money';
import { Time } from '../ui/time';

type Day = StoredDay & { currency?: string; agent?: { id: string; name: string } };

interface DayTableProps {
  days: Day[];
  currency?: string;
  caption: string;
  /** Where the day of a row is shown whole; without it rows lead nowhere. */
  link?: (day: Day) => { href: string; label: string };
  emptyText: ReactNode;
  paging?: PagingProps;
}

/** Days that agents have closed: what each closed with, what was counted, and by how much that differs. */
export function DayTable({ days, currency, caption, link, emptyText, paging }: DayTableProps) {
  const t = useTranslations('float.days');
  const sum = (one: Day, amount: bigint, signed = false) => (
    <Money amount={amount} currency={one.currency ?? currency ?? ''} signed={signed} />
  );
  const agent: Column<Day>[] = days.some((one) => one.agent)
    ? [{ key: 'agent', header: t('agent'), cell: (one) => one.agent?.name }]
    : [];
  const columns: Column<Day>[] = [
    { key: 'day', header: t('day'), cell: ({ day }) => <span className="tabular-nums">{day}</span> },
    ...agent,
    { key: 'closing', header: t('closing'), align: 'end', cell: (one) => sum(one, one.closing) },
    { key: 'counted', header: t('counted'), align: 'end', cell: (one) => sum(one, one.cashCounted) },
    {
      key: 'difference',
      header: t('difference'),
      align: 'end',
      cell: (one) =>
        one.cashCounted === one.cashExpected ? (
          <Badge tone="fine">{t('none')}</Badge>
        ) : (
          <span className="text-look">{sum(one, one.cashCounted - one.cashExpected, true)}</span>
        ),
    },
    { key: 'note', header: t('note'), cell: ({ note }) => note ?? '–' },
    { key: 'closedAt', header: t('closedAt'), wide: true, cell: ({ closedAt }) => <Time value={closedAt} /> },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={days}
      rowKey={({ id }) => id}
      rowLink={link}
      empty={
        <EmptyState icon={<ListChecks />} title={t('empty')}>
          {emptyText}
        </EmptyState>
      }
      paging={paging}
    />
  );
}
