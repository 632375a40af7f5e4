import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/ui/page-header';
import { ExportsView } from '@/components/wallet/exports-view';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { show } from '@/lib/entry/page';
import { ownExports } from '@/lib/wallet/export/own-exports';
import { askAction, cancelAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statement.exports'))('title_tenant') };
}

/** The whole ledger of some days as a file. */
export default async function LedgerExportsPage() {
  const { exports } = await show(ownExports, { of: 'tenant' });
  const t = await getTranslations('statement.exports');
  return (
    <>
      <PageHeader title={t('title_tenant')} />
      <ExportsView
        path="/admin/money/exports"
        of="tenant"
        exports={exports}
        formKey={newIdempotencyKey()}
        ask={askAction}
        cancel={cancelAction}
      />
    </>
  );
}
