import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { DescriptionList, type Fact } from '@/components/ui/description-list';
import { EmptyState } from '@/components/ui/empty-state';
import { HandCoins } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { counterDay, type OpenDay } from '@/lib/counter/float/show-day';
import type { StoredDay } from '@/lib/counter/float/stored-day';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { show } from '@/lib/entry/page';
import { CountCash } from './count-cash';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('float.day'))('title') };
}

/** An agent's day: what the float opened with, what moved, what was earned, and the cash that should lie in the drawer. */
export default async function DayPage({ searchParams }: { searchParams: Promise<{ day?: string }> }) {
  const { day } = await searchParams;
  const { open, closed, unclosed, currency, today } = await show(counterDay, { day: day || undefined });
  const t = await getTranslations('float.day');
  const shown = open?.day ?? closed?.day ?? today;
  return (
    <>
      <PageHeader
        title={shown === today ? t('today') : t('of', { day: shown })}
        badge={closed ? <Badge tone="fine">{t('closed')}</Badge> : undefined}
        actions={<LinkButton href="/agent/day/history">{t('history')}</LinkButton>}
      />
      <div className="space-y-5">
        {unclosed && unclosed !== shown ? (
          <Alert
            tone="look"
            title={t('unclosed', { day: unclosed })}
            action={<LinkButton href={`/agent/day?day=${unclosed}`}>{t('closeIt')}</LinkButton>}
          >
            {t('unclosedText')}
          </Alert>
        ) : null}
        {closed ? <Closed one={closed} currency={currency} /> : null}
        {open ? (
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <Figures one={open} currency={currency} />
            <div className="space-y-5">
              <Drawer one={open} currency={currency} />
              <CountCash
                day={open.day}
                isFirst={open.counted === null}
                currency={currency}
                formKey={newIdempotencyKey()}
              />
            </div>
          </div>
        ) : null}
        {open || closed ? null : (
          <Card>
            <EmptyState icon={<HandCoins />} title={t('none')}>
              {t('noneText')}
            </EmptyState>
          </Card>
        )}
      </div>
    </>
  );
}

type Shown<One> = { one: One; currency: string };

/** What the float opened with and closes with, and all that made the one into the other. */
async function Figures({ one, currency }: Shown<OpenDay>) {
  const [t, words] = [await getTranslations('float.day'), await getTranslations('float.flow')];
  type Word = Parameters<typeof words>[0];
  const sum = (amount: bigint, signed = false) => (
    <Money amount={amount} currency={currency} signed={signed} />
  );
  const flows: Fact[] = one.flows.map(({ operation, direction, count, amount }) => {
    const name = `${operation}_${direction}`;
    return {
      term: words.has(name as Word) ? words(name as Word, { count }) : operation,
      detail: sum(direction === 'in' ? amount : -amount, true),
    };
  });
  return (
    <Card title={t('figures')} description={t('figuresText')}>
      <DescriptionList
        facts={[
          { term: t('from'), detail: <Time value={one.from} shape="exact" /> },
          { term: t('opening'), detail: sum(one.opening) },
          ...flows,
          { term: t('closing'), detail: <strong>{sum(one.closing)}</strong> },
          { term: t('commission'), detail: sum(one.commission) },
        ]}
      />
    </Card>
  );
}

/** The cash that should lie in the drawer, and how that comes about. */
async function Drawer({ one, currency }: Shown<OpenDay>) {
  const t = await getTranslations('float.drawer');
  const sum = (amount: bigint, signed = false) => (
    <Money amount={amount} currency={currency} signed={signed} />
  );
  if (!one.counted || one.cashExpected === null)
    return (
      <Card title={t('title')}>
        <p className="text-ink-soft">{t('never')}</p>
      </Card>
    );
  return (
    <Card title={t('title')} description={t('text')}>
      <DescriptionList
        facts={[
          { term: t('counted', { day: one.counted.day }), detail: sum(one.counted.cash) },
          { term: t('taken'), detail: sum(one.cashTaken, true) },
          { term: t('paid'), detail: sum(-one.cashPaid, true) },
          { term: t('expected'), detail: <strong>{sum(one.cashExpected)}</strong> },
        ]}
      />
    </Card>
  );
}

/** A day as it was closed. */
async function Closed({ one, currency }: Shown<StoredDay>) {
  const [t, drawer] = [await getTranslations('float.day'), await getTranslations('float.drawer')];
  const sum = (amount: bigint, signed = false) => (
    <Money amount={amount} currency={currency} signed={signed} />
  );
  const difference = one.cashCounted - one.cashExpected;
  return (
    <Card title={t('asClosed')} className="max-w-2xl">
      <DescriptionList
        facts={[
          { term: t('closedAt'), detail: <Time value={one.closedAt} shape="exact" /> },
          { term: t('opening'), detail: sum(one.opening) },
          { term: t('cameIn'), detail: sum(one.cameIn, true) },
          { term: t('wentOut'), detail: sum(-one.wentOut, true) },
          { term: t('closing'), detail: sum(one.closing) },
          { term: t('commission'), detail: sum(one.commission) },
          { term: drawer('expected'), detail: sum(one.cashExpected) },
          { term: drawer('found'), detail: sum(one.cashCounted) },
          {
            term: drawer('difference'),
            detail: difference === 0n ? drawer('none') : sum(difference, true),
          },
          one.note === null ? null : { term: t('note'), detail: one.note },
        ]}
      />
    </Card>
  );
}
