import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { type Column, DataTable } from '@/components/table/data-table';
import type { PagingProps } from '@/components/table/paging';
import { Money } from '@/components/ui/money';
import { Time } from '@/components/ui/time';
import { nameMovement } from '@/components/wallet/name-movement';
import type { LedgerLine, LedgerPage } from '@/lib/wallet/ledger-page';

type Props = { page: LedgerPage; empty: ReactNode; paging?: PagingProps };

/** What moved in an account, for staff: each by the number of its receipt, from which it can be taken back. */
export function AccountMovements({ page: { movements, currency }, empty, paging }: Props) {
  const [t, words] = [useTranslations('rules.account'), useTranslations('wallet.movement')];
  const columns: Column<LedgerLine>[] = [
    { key: 'what', header: t('what'), cell: (line) => nameMovement(line, words) },
    { key: 'when', header: t('when'), cell: ({ at }) => <Time value={at} /> },
    {
      key: 'amount',
      header: t('amount'),
      align: 'end',
      cell: ({ amount, direction }) => (
        <Money amount={direction === 'in' ? amount : -amount} currency={currency} signed />
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
      caption={t('movements')}
      columns={columns}
      rows={movements}
      rowKey={({ id }) => id}
      rowLink={({ receiptNumber }) => ({
        href: `/admin/money/reversals?receipt=${receiptNumber}`,
        label: receiptNumber,
      })}
      empty={empty}
      paging={paging}
    />
  );
}
