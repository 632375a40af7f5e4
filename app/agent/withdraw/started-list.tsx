import { getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/table/data-table';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { HandCoins } from '@/components/ui/icons';
import { Money } from '@/components/ui/money';
import { Time } from '@/components/ui/time';
import { PendingBadge } from '@/components/wallet/pending-badge';
import { listStarted } from '@/lib/counter/withdrawal/started';
import { show } from '@/lib/entry/page';

/** What an agent started lately, and what became of it. */
export async function StartedList() {
  const { started } = await show(listStarted);
  const [t, words] = [await getTranslations('pending.agent'), await getTranslations('pending.operation')];
  return (
    <Card flush title={t('listTitle')}>
      <DataTable
        caption={t('listTitle')}
        rows={started}
        rowKey={({ id }) => id}
        rowLink={({ id, customer }) => ({ href: `/agent/withdraw/${id}`, label: customer.name })}
        columns={[
          { key: 'customer', header: t('customer'), cell: ({ customer }) => customer.name },
          { key: 'what', header: t('what'), wide: true, cell: ({ operation }) => words(operation) },
          {
            key: 'amount',
            header: t('sum'),
            align: 'end',
            cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
          },
          { key: 'state', header: t('status'), cell: ({ state }) => <PendingBadge state={state} /> },
          { key: 'when', header: t('when'), cell: ({ startedAt }) => <Time value={startedAt} /> },
        ]}
        empty={
          <EmptyState icon={<HandCoins />} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
    </Card>
  );
}
