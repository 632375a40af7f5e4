import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/ui/page-header';
import { ExportsView } from '@/components/wallet/exports-view';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { show } from '@/lib/entry/page';
import { ownExports } from '@/lib/wallet/export/own-exports';
import { askAction, cancelAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statement.exports'))('title_float') };
}

/** The files of an agent's own float. */
export default async function FloatExportsPage() {
  const { exports } = await show(ownExports, { of: 'float' });
  const t = await getTranslations('statement.exports');
  return (
    <>
      <PageHeader title={t('title_float')} back={{ href: '/agent/float', label: t('toFloat') }} />
      <ExportsView
        path="/agent/float/exports"
        of="float"
        exports={exports}
        formKey={newIdempotencyKey()}
        ask={askAction}
        cancel={cancelAction}
      />
    </>
  );
}
