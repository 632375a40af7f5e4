import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { showPrices } from '@/lib/wallet/prices/propose-prices';
import { PriceTable } from './price-table';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.prices'))('title') };
}

/** What everything costs now, and what agents earn by it. */
export default async function PricesPage() {
  const { tables, currency } = await show(showPrices);
  const [t, actor] = [await getTranslations('rules.prices'), await currentActor()];
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        {tables.map(({ kind, version, bands }) => (
          <Card
            key={kind}
            flush
            title={t(`kind.${kind}`)}
            description={t('version', { version: String(version) })}
            actions={
              <LinkButton href={`/admin/money/prices/${kind}`}>
                {t(may(actor, 'price.propose') ? 'change' : 'open')}
              </LinkButton>
            }
          >
            <PriceTable bands={bands} currency={currency} caption={t(`kind.${kind}`)} />
          </Card>
        ))}
      </div>
    </>
  );
}
