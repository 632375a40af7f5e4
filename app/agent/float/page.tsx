import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { ScrollText } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { MovementFilters } from '@/components/wallet/movement-filters';
import { MovementTable } from '@/components/wallet/movement-table';
import { spellMoney } from '@/components/wallet/spell-money';
import { counterDashboard } from '@/lib/counter/dashboard';
import { floatMovements } from '@/lib/counter/movements';
import { show } from '@/lib/entry/page';
import { NoFloatMovements } from './nothing';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('counter.list'))('title') };
}

type Asked = { receipt?: string; direction?: string; before?: string };

/** Every movement of an agent's float, by direction or by the number of its receipt. */
export default async function FloatPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const { receipt, direction, before } = await searchParams;
  const filter = { receipt: receipt || undefined, direction: direction || undefined };
  const { movements, next, currency } = await show(floatMovements, { ...filter, before });
  const { float } = await show(counterDashboard);
  const [t, locale] = [await getTranslations('counter.list'), await getLocale()];
  const page = (change: Asked) => pageLink('/agent/float', filter, change);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={
          float ? t('holds', { amount: spellMoney(float.available, currency, locale) }) : undefined
        }
        actions={
          <LinkButton href="/agent/float/statement" icon={<ScrollText />}>
            {t('statement')}
          </LinkButton>
        }
      />
      <Card flush>
        <MovementFilters path="/agent/float" filter={filter} />
        <MovementTable
          caption={t('caption')}
          movements={movements}
          currency={currency}
          receipts="/agent/deposit/receipts"
          empty={<NoFloatMovements searched={Boolean(filter.receipt || filter.direction)} />}
          paging={{ next: next && page({ before: next }), first: before && page({}) }}
        />
      </Card>
    </>
  );
}
