import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { ReceiptCard } from '@/components/wallet/receipt-card';
import { show } from '@/lib/entry/page';
import { walletReceipt } from '@/lib/wallet/receipt';
import { AfterReceipt } from './after';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('wallet.receipt'))('title') };
}

/** One movement, for the two people whose money it moved. */
export default async function ReceiptPage({ params }: { params: Promise<{ id: string }> }) {
  const [t, receipt] = [
    await getTranslations('wallet.receipt'),
    await show(walletReceipt, { id: (await params).id }),
  ];
  return (
    <>
      <PageHeader title={t('title')} back={{ href: '/user/wallet', label: t('back') }} />
      <ReceiptCard
        receipt={receipt}
        receipts="/user/wallet/receipts"
        footer={<LinkButton href="/user/wallet/send">{t('sendAnother')}</LinkButton>}
      />
      <AfterReceipt deedId={receipt.receiptId} />
    </>
  );
}
