import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { ReceiptCard } from '@/components/wallet/receipt-card';
import { show } from '@/lib/entry/page';
import { walletReceipt } from '@/lib/wallet/receipt';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('wallet.receipt'))('title') };
}

/** One deposit, for the agent whose float paid it. */
export default async function DepositReceiptPage({ params }: { params: Promise<{ id: string }> }) {
  const receipt = await show(walletReceipt, { id: (await params).id });
  const [t, counter] = [await getTranslations('wallet.receipt'), await getTranslations('counter.receipt')];
  return (
    <>
      <PageHeader title={t('title')} back={{ href: '/agent/float', label: counter('back') }} />
      <ReceiptCard
        receipt={receipt}
        receipts="/agent/deposit/receipts"
        footer={
          <LinkButton href="/agent/deposit" variant="primary">
            {counter('another')}
          </LinkButton>
        }
      />
    </>
  );
}
