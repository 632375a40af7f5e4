import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { StatTile } from '@/components/chart/stat-tile';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { ArrowDownToLine } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { MovementTable } from '@/components/wallet/movement-table';
import { spellMoney } from '@/components/wallet/spell-money';
import { counterDashboard } from '@/lib/counter/dashboard';
import { show } from '@/lib/entry/page';
import { NoFloatMovements } from '../float/nothing';
import { NoFloat } from '../no-float';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('counter.overview'))('title') };
}

/** What an agent can still pay out, what flowed today, and what happened last. */
export default async function AgentDashboardPage() {
  const { float, movements, currency } = await show(counterDashboard);
  const [t, locale] = [await getTranslations('counter.overview'), await getLocale()];
  const spell = (amount: bigint) => spellMoney(amount, currency, locale);
  if (!float)
    return (
      <>
        <PageHeader title={t('title')} />
        <NoFloat />
      </>
    );
  const { available, level, low, commission, today } = float;
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <>
            <LinkButton href="/agent/day">{t('day')}</LinkButton>
            <LinkButton href="/agent/deposit" variant="primary" icon={<ArrowDownToLine />}>
              {t('deposit')}
            </LinkButton>
          </>
        }
      />
      <div className="space-y-5">
        {low ? (
          <Alert tone="look" title={t('low')}>
            {t('lowText', { available: spell(available), opening: spell(level) })}
          </Alert>
        ) : null}
        <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
          <StatTile
            label={t('float')}
            value={<Money amount={available} currency={currency} />}
            detail={t('opened', { amount: spell(level) })}
            href="/agent/float"
          />
          <StatTile
            label={t('today')}
            value={<Money amount={today.out} currency={currency} />}
            detail={t('deposits', { count: today.deposits })}
          />
          <StatTile label={t('in')} value={<Money amount={today.in} currency={currency} />} />
          <StatTile
            label={t('commission')}
            value={<Money amount={commission} currency={currency} />}
            detail={t('earned', { amount: spell(today.commission) })}
            href="/agent/commission"
          />
        </div>
        <Card
          flush
          title={t('latest')}
          actions={
            <LinkButton href="/agent/float" size="sm">
              {t('all')}
            </LinkButton>
          }
        >
          <MovementTable
            caption={t('latest')}
            movements={movements}
            currency={currency}
            receipts="/agent/deposit/receipts"
            empty={<NoFloatMovements />}
          />
        </Card>
      </div>
    </>
  );
}
