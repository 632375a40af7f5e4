import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { FlowBars } from '@/components/chart/flow-bars';
import { StatTile } from '@/components/chart/stat-tile';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Card } from '@/components/ui/card';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { type MoneyOverview, moneyOverview } from '@/lib/counter/money-overview';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { liveWords } from '../../live-words';
import { Books } from './books';
import { Lowest } from './lowest';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('books'))('title') };
}

/** What money does today, what waits for somebody, and whether the books agree. */
export default async function MoneyPage() {
  const seen = await show(moneyOverview);
  const t = await getTranslations('books');
  const { currency, hours } = seen;
  return (
    <>
      <PageHeader title={t('title')} actions={<LiveRefresh words={await liveWords()} />} />
      <div className="space-y-5">
        <Waiting seen={seen} />
        <Today seen={seen} />
        <div className="grid items-start gap-5 xl:grid-cols-2">
          <Card title={t('flow')} description={t('flowText')}>
            <FlowBars
              label={t('flow')}
              currency={currency}
              days={hours.map((one) => ({ key: one.hour, label: one.hour, in: one.in, out: one.out }))}
              words={{ in: t('cashIn'), out: t('cashOut') }}
            />
          </Card>
          <Lowest lowest={seen.lowest} currency={currency} />
        </div>
        <Books books={seen.books} />
      </div>
    </>
  );
}

async function Waiting({ seen: { approvals, disputes, fraud, books } }: { seen: MoneyOverview }) {
  const [t, format, actor] = [await getTranslations('books'), await getFormatter(), await currentActor()];
  const allowed = new Set<string>(actor.kind === 'person' ? actor.principal.permissions : []);
  const link = (permission: string, href: string) => (allowed.has(permission) ? href : undefined);
  const tile = (label: string, { count, more }: { count: number; more: boolean }, href?: string) => (
    <StatTile label={label} value={`${format.number(count)}${more ? '+' : ''}`} href={href} />
  );
  return (
    <div className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
      {tile(t('approvals'), approvals, link('money.proposal.list', '/admin/money/proposals'))}
      {tile(t('disputes'), disputes, link('dispute.list', '/admin/money/disputes'))}
      {tile(t('fraud'), fraud, link('fraud.list', '/admin/money/fraud'))}
      <StatTile
        label={t('lastBooks')}
        value={books ? format.number(books.differences) : '–'}
        detail={books ? t('lastBooksText', { day: books.day }) : t('noBooks')}
        href={link('reconciliation.list', '/admin/money/reconciliation')}
      />
    </div>
  );
}

const SHOWN = ['deposit', 'withdrawal', 'transfer', 'float_funding'] as const;

async function Today({ seen: { today, fees, currency } }: { seen: MoneyOverview }) {
  const t = await getTranslations('books');
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 sm:gap-4 lg:grid-cols-5">
      {SHOWN.map((operation) => (
        <StatTile
          key={operation}
          label={t(`today_${operation}`)}
          value={<Money amount={today[operation].amount} currency={currency} />}
          detail={t('moves', { count: today[operation].count })}
        />
      ))}
      <StatTile label={t('today_fees')} value={<Money amount={fees} currency={currency} />} />
    </div>
  );
}
