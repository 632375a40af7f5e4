import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { type Column, DataTable } from '@/components/table/data-table';
import type { PagingProps } from '@/components/table/paging';
import { ArrowDownLeft, ArrowUpRight } from '@/components/ui/icons';
import { Money } from '@/components/ui/money';
import { Time } from '@/components/ui/time';
import type { LedgerLine } from '@/lib/wallet/ledger-page';
import { nameMovement } from './name-movement';

export interface MovementTableProps {
  caption: string;
  movements: LedgerLine[];
  currency: string;
  /** The folder of the receipts' pages: `/user/wallet/receipts`. */
  receipts: string;
  empty: ReactNode;
  paging?: PagingProps;
}

/** Movements of one account in the order that they come in, each with its receipt. */
export function MovementTable({ caption, movements, currency, receipts, empty, paging }: MovementTableProps) {
  const t = useTranslations('wallet.movement');
  const nameOf = (line: LedgerLine) => nameMovement(line, t);
  const columns: Column<LedgerLine>[] = [
    {
      key: 'what',
      header: t('what'),
      cell: (line) => (
        <span className="flex min-w-0 items-center gap-2.5">
          <span className={line.direction === 'in' ? 'text-fine' : 'text-ink-soft'}>
            {line.direction === 'in' ? <ArrowDownLeft /> : <ArrowUpRight />}
          </span>
          <span className="min-w-0 break-words">
            {nameOf(line)}
            {line.with?.number ? (
              <span className="ml-2 whitespace-nowrap text-ink-soft text-small">{line.with.number}</span>
            ) : null}
          </span>
        </span>
      ),
    },
    { key: 'when', header: t('when'), cell: ({ at }) => <Time value={at} /> },
    {
      key: 'amount',
      header: t('amount'),
      align: 'end',
      cell: ({ amount, direction }) => (
        <Money
          amount={direction === 'in' ? amount : -amount}
          currency={currency}
          signed
          className={direction === 'in' ? 'text-fine' : ''}
        />
      ),
    },
    {
      key: 'after',
      header: t('after'),
      align: 'end',
      wide: true,
      cell: ({ balanceAfter }) => <Money amount={balanceAfter} currency={currency} />,
    },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={movements}
      rowKey={({ id }) => id}
      rowLink={(line) => ({
        href: `${receipts}/${line.receiptId}`,
        label: t('receiptOf', { what: nameOf(line) }),
      })}
      empty={empty}
      paging={paging}
    />
  );
}
