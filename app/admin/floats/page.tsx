import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type Column, DataTable } from '@/components/table/data-table';
import { pageLink } from '@/components/table/page-link';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { HandCoins } from '@/components/ui/icons';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { clock } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { type FloatLine, listFloats } from '@/lib/counter/list-floats';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { OpenFloat } from './open-float';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('counter.floats'))('title') };
}

/** Every agent's float, and for an owner the form that opens one. */
export default async function FloatsPage({ searchParams }: { searchParams: Promise<{ after?: string }> }) {
  const { after } = await searchParams;
  const { floats, waiting, next, currency } = await show(listFloats, { after });
  const [t, actor] = [await getTranslations('counter.floats'), await currentActor()];
  const mayOpen = may(actor, 'float.open');
  const sum = (amount: bigint) => <Money amount={amount} currency={currency} />;
  const columns: Column<FloatLine>[] = [
    {
      key: 'agent',
      header: t('agent'),
      cell: ({ name, low }) => (
        <span className="flex flex-wrap items-center gap-2">
          {name}
          {low ? <Badge tone="look">{t('low')}</Badge> : null}
        </span>
      ),
    },
    {
      key: 'available',
      header: t('available'),
      align: 'end',
      cell: ({ available }) => sum(available),
    },
    { key: 'outToday', header: t('outToday'), align: 'end', cell: ({ outToday }) => sum(outToday) },
    { key: 'level', header: t('opening'), align: 'end', cell: ({ level }) => sum(level) },
    { key: 'openedAt', header: t('openedAt'), cell: ({ openedAt }) => <Time value={openedAt} /> },
  ];
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="space-y-5">
        <Card flush>
          <DataTable
            caption={t('caption')}
            columns={columns}
            rows={floats}
            rowKey={({ accountId }) => accountId}
            empty={
              <EmptyState icon={<HandCoins />} title={t('empty')}>
                {t('emptyText')}
              </EmptyState>
            }
            paging={{
              next: next && pageLink('/admin/floats', {}, { after: next }),
              first: after && '/admin/floats',
            }}
          />
        </Card>
        {mayOpen ? <OpenFloat waiting={waiting} currency={currency} formKey={newId(clock.now())} /> : null}
      </div>
    </>
  );
}
