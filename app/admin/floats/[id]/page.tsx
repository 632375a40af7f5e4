import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { StatTile } from '@/components/chart/stat-tile';
import { pageLink } from '@/components/table/page-link';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { DayTable } from '@/components/wallet/day-table';
import { spellMoney } from '@/components/wallet/spell-money';
import { showFloat } from '@/lib/counter/float/show-float';
import { currentActor } from '@/lib/entry/current-actor';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { MoveFloat, PayCommission } from '../move-float';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ before?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('float.file'))('title') };
}

/** One agent's float: what is left, what flowed today, the days they closed, and the two ways to change how large it is. */
export default async function FloatFilePage({ params, searchParams }: Props) {
  const [{ id }, { before }] = [await params, await searchParams];
  const one = await show(showFloat, { personId: id, before });
  const [t, locale, actor] = [await getTranslations('float.file'), await getLocale(), await currentActor()];
  const { personId, currency, available, level, commission, today } = one;
  const spell = (amount: bigint) => spellMoney(amount, currency, locale);
  const path = `/admin/floats/${personId}`;
  // Three forms stand on the page, and each is done once.
  const [fundKey, returnKey, payKey] = [newIdempotencyKey(), newIdempotencyKey(), newIdempotencyKey()];
  return (
    <>
      <PageHeader
        title={one.name}
        badge={one.low ? <Badge tone="look">{t('low')}</Badge> : undefined}
        back={{ href: '/admin/floats', label: t('back') }}
        actions={
          <LinkButton href={pageLink('/admin/money/proposals', { personId }, {})}>
            {t('proposals')}
          </LinkButton>
        }
      />
      <div className="space-y-5">
        {one.frozen === 'none' ? null : <Alert tone="stop" title={t(`frozen.${one.frozen}`)} />}
        {one.low && one.lowSince ? (
          <Alert tone="look" title={t('low')}>
            {t('lowSince')} <Time value={one.lowSince} />
          </Alert>
        ) : null}
        <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
          <StatTile
            label={t('available')}
            value={<Money amount={available} currency={currency} />}
            detail={t('level', { amount: spell(level) })}
          />
          <StatTile
            label={t('outToday')}
            value={<Money amount={today.out} currency={currency} />}
            detail={t('deposits', { count: today.deposits })}
          />
          <StatTile label={t('inToday')} value={<Money amount={today.in} currency={currency} />} />
          <StatTile
            label={t('commission')}
            value={<Money amount={commission} currency={currency} />}
            detail={t('earned', { amount: spell(today.commission) })}
          />
        </div>
        {may(actor, 'float.fund.propose') ? (
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <MoveFloat way="fund" {...{ personId, currency }} formKey={fundKey} />
            <MoveFloat way="return" {...{ personId, currency }} formKey={returnKey} />
          </div>
        ) : null}
        {may(actor, 'float.commission.pay') && commission > 0n ? (
          <Card title={t('pay')} description={t('payText')}>
            <PayCommission personId={personId} formKey={payKey} waits={spell(commission)} />
          </Card>
        ) : null}
        <Card
          flush
          title={t('days')}
          description={one.lastDay ? t('lastDay', { day: one.lastDay }) : t('neverCounted')}
        >
          <DayTable
            caption={t('days')}
            days={one.days}
            currency={currency}
            emptyText={t('neverCounted')}
            paging={{
              next: one.next ? pageLink(path, {}, { before: one.next }) : undefined,
              first: before ? path : undefined,
            }}
          />
        </Card>
      </div>
    </>
  );
}
