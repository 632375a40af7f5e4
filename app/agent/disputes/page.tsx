import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/ui/page-header';
import { show } from '@/lib/entry/page';
import { listOwnDisputes } from '@/lib/wallet/dispute/own';
import { OwnDisputes } from '../../own-disputes';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.own'))('title') };
}

/** What of an agent's float is held, because a customer says that they got no cash, or another amount. */
export default async function FloatDisputesPage() {
  const { disputes } = await show(listOwnDisputes);
  const t = await getTranslations('rules.own');
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('ofFloat')}
        back={{ href: '/agent/float', label: t('float') }}
      />
      <OwnDisputes disputes={disputes} receipts="/agent/deposit/receipts" emptyText={t('emptyFloat')} />
    </>
  );
}
