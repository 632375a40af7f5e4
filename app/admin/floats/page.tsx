import type { Metadata } from 'next';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { type Column, DataTable } from '@/components/table/data-table';
import { pageLink } from '@/components/table/page-link';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { HandCoins } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { spellMoney } from '@/components/wallet/spell-money';
import { type FloatLine, listFloats } from '@/lib/counter/list-floats';
import { currentActor } from '@/lib/entry/current-actor';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { OpenFloat } from './open-float';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('counter.floats'))('title') };
}

/** Every agent's float, and for an owner the form that opens one. */
export default async function FloatsPage({ searchParams }: { searchParams: Promise<{ after?: string }> }) {
  const { after } = await searchParams;
  const { floats, low, waiting, next, currency } = await show(listFloats, { after });
  const [t, actor] = [await getTranslations('counter.floats'), await currentActor()];
  const mayOpen = may(actor, 'float.open');
  const locale = await getLocale();
  const spell = (amount: bigint) => spellMoney(amount, currency, locale);
  const sum = (amount: bigint) => <Money amount={amount} currency={currency} />;
  const columns: Column<FloatLine>[] = [
    {
      key: 'agent',
      header: t('agent'),
      cell: ({ name, low: isLow }) => (
        <span className="flex flex-wrap items-center gap-2">
          {name}
          {isLow ? <Badge tone="look">{t('low')}</Badge> : null}
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
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            <LinkButton href="/admin/floats/days">{t('days')}</LinkButton>
            <LinkButton href="/admin/money/proposals">{t('proposals')}</LinkButton>
          </>
        }
      />
      <div className="space-y-5">
        {after || low.length === 0 ? null : (
          <Alert tone="look" title={t('lowTitle')}>
            <ul className="space-y-1">
              {low.map(({ personId, name, available, level }) => (
                <li key={personId}>
                  <Link
                    href={`/admin/floats/${personId}`}
                    className="rounded-sm underline underline-offset-2"
                  >
                    {name}
                  </Link>
                  {': '}
                  {t('lowOf', { available: spell(available), level: spell(level) })}
                </li>
              ))}
            </ul>
          </Alert>
        )}
        <Card flush>
          <DataTable
            caption={t('caption')}
            columns={columns}
            rows={floats}
            rowKey={({ accountId }) => accountId}
            rowLink={({ personId, name }) => ({ href: `/admin/floats/${personId}`, label: name })}
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
        {mayOpen ? <OpenFloat waiting={waiting} currency={currency} formKey={newIdempotencyKey()} /> : null}
      </div>
    </>
  );
}
