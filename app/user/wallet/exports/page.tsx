import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/ui/page-header';
import { ExportsView } from '@/components/wallet/exports-view';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { show } from '@/lib/entry/page';
import { ownExports } from '@/lib/wallet/export/own-exports';
import { askAction, cancelAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statement.exports'))('title_wallet') };
}

/** The files of a customer's own movements. */
export default async function WalletExportsPage() {
  const { exports } = await show(ownExports, { of: 'wallet' });
  const t = await getTranslations('statement.exports');
  return (
    <>
      <PageHeader title={t('title_wallet')} back={{ href: '/user/wallet', label: t('toWallet') }} />
      <ExportsView
        path="/user/wallet/exports"
        of="wallet"
        exports={exports}
        formKey={newIdempotencyKey()}
        ask={askAction}
        cancel={cancelAction}
      />
    </>
  );
}
