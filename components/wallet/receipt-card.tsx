import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Identifier } from '@/components/ui/identifier';
import { Money } from '@/components/ui/money';
import { Time } from '@/components/ui/time';
import type { Receipt } from '@/lib/wallet/receipt';

/** What moved, between whom, and the number that proves it. */
export function ReceiptCard({ receipt, footer }: { receipt: Receipt; footer?: ReactNode }) {
  const t = useTranslations('wallet.receipt');
  const { amount, fee, currency, direction, operation } = receipt;
  const state =
    operation === 'transfer'
      ? direction === 'out'
        ? 'sent'
        : 'received'
      : operation === 'deposit'
        ? 'deposited'
        : 'done';
  return (
    <Card footer={footer} className="max-w-xl">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <Money amount={amount} currency={currency} className="font-semibold text-display tracking-tight" />
        <Badge tone="fine">{t(state)}</Badge>
      </div>
      <DescriptionList
        facts={[
          { term: t('from'), detail: <Party party={receipt.from} /> },
          { term: t('to'), detail: <Party party={receipt.to} /> },
          fee ? { term: t('fee'), detail: <Money amount={fee} currency={currency} /> } : null,
          fee ? { term: t('total'), detail: <Money amount={amount + fee} currency={currency} /> } : null,
          { term: t('at'), detail: <Time value={receipt.at} shape="exact" /> },
          { term: t('after'), detail: <Money amount={receipt.balanceAfter} currency={currency} /> },
          {
            term: t('number'),
            detail: <Identifier value={receipt.receiptNumber} what={t('number')} />,
          },
        ]}
      />
    </Card>
  );
}

function Party({ party }: { party: Receipt['from'] }) {
  const t = useTranslations('wallet.receipt');
  if (!party) return t('tenant');
  return (
    <>
      {party.self ? t('you', { name: party.name }) : party.name}
      {party.number ? <span className="ml-2 whitespace-nowrap text-ink-soft">{party.number}</span> : null}
    </>
  );
}
