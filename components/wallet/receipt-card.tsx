import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Identifier } from '@/components/ui/identifier';
import { Money } from '@/components/ui/money';
import { Time } from '@/components/ui/time';
import type { Receipt } from '@/lib/wallet/receipt';

const STATES = {
  transfer: { in: 'received', out: 'sent' },
  deposit: { in: 'deposited', out: 'deposited' },
  withdrawal: { in: 'paidOut', out: 'withdrawn' },
  float_opening: { in: 'floatOpened', out: 'floatOpened' },
  float_funding: { in: 'floatFunded', out: 'floatFunded' },
  float_return: { in: 'floatReturned', out: 'floatReturned' },
  commission_payout: { in: 'commissionPaid', out: 'commissionPaid' },
  reversal: { in: 'gotBack', out: 'tookBack' },
} as const;

export interface ReceiptCardProps {
  receipt: Receipt;
  /** The folder of the receipts' pages, where a reversal and what it takes back lead to each other. */
  receipts?: string;
  footer?: ReactNode;
}

/** What moved, between whom, and the number that proves it. */
export function ReceiptCard({ receipt, receipts, footer }: ReceiptCardProps) {
  const t = useTranslations('wallet.receipt');
  const { amount, fee, feeBack, currency, direction, operation, receiptNumber } = receipt;
  const money = (minor: bigint) => <Money amount={minor} currency={currency} />;
  const other = (id: string) =>
    receipts ? <Link href={`${receipts}/${id}`}>{t('otherReceipt')}</Link> : t('yes');
  return (
    <Card footer={footer} className="max-w-xl">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <Money amount={amount} currency={currency} className="font-semibold text-display tracking-tight" />
        <span className="flex flex-wrap gap-2">
          {receipt.reversedBy ? <Badge tone="look">{t('reversed')}</Badge> : null}
          <Badge tone="fine">{t(STATES[operation][direction])}</Badge>
        </span>
      </div>
      <DescriptionList
        facts={[
          { term: t('from'), detail: <Party party={receipt.from} /> },
          { term: t('to'), detail: <Party party={receipt.to} /> },
          fee ? { term: t('fee'), detail: money(fee) } : null,
          fee ? { term: t('total'), detail: money(amount + fee) } : null,
          feeBack ? { term: t('feeBack'), detail: money(feeBack) } : null,
          { term: t('at'), detail: <Time value={receipt.at} shape="exact" /> },
          { term: t('after'), detail: money(receipt.balanceAfter) },
          receipt.reverses ? { term: t('takesBack'), detail: other(receipt.reverses) } : null,
          receipt.reversedBy ? { term: t('takenBack'), detail: other(receipt.reversedBy) } : null,
          { term: t('number'), detail: <Identifier value={receiptNumber} what={t('number')} /> },
          {
            term: t('check'),
            detail: <Link href={`/receipt?number=${receiptNumber}`}>{t('checkText')}</Link>,
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
