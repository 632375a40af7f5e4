import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { FraudOutcomeBadge, VerdictBadge } from '@/components/fraud/outcome-badge';
import { ScoreMeter } from '@/components/fraud/score-meter';
import { LiveRefresh } from '@/components/live/live-refresh';
import { type Column, DataTable } from '@/components/table/data-table';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ShieldCheck } from '@/components/ui/icons';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { tabStyle } from '@/components/ui/tab-style';
import { Time } from '@/components/ui/time';
import { showFiltered } from '@/lib/entry/page';
import { type ListedFraud, listFraud, QUEUES } from '@/lib/wallet/fraud/review/queries';
import { filterOf, type SearchParams } from '../../../list-filter';
import { liveWords } from '../../../live-words';
import { FilterProblems } from '../../filter-problems';

const PATH = '/admin/money/fraud';

type Queue = (typeof QUEUES)[number];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('fraud'))('title') };
}

/** What looks like fraud: what waits for a word by the time it has left, or one of the other two queues. */
export default async function FraudPage({ searchParams }: { searchParams: SearchParams }) {
  const filter = await filterOf(searchParams, ['queue', 'after'] as const);
  const { shown, problems } = await showFiltered(listFraud, filter);
  const t = await getTranslations('fraud');
  const { after, ...kept } = filter;
  const queue = QUEUES.find((one) => one === filter.queue) ?? 'waiting';
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={<LiveRefresh words={await liveWords()} />}
      />
      <Card flush>
        <Queues current={queue} />
        {problems ? <FilterProblems title={t('badFilter')} problems={problems} /> : null}
        <DataTable
          caption={t(`queue.${queue}`)}
          rows={shown?.deeds ?? []}
          rowKey={({ deedId }) => deedId}
          rowLink={({ deedId, payer, payee }) => ({
            href: `${PATH}/${deedId}`,
            label: `${payer} → ${payee ?? t('cash')}`,
          })}
          columns={await columnsOf(queue)}
          empty={
            <EmptyState icon={<ShieldCheck />} title={t(`empty.${queue}`)}>
              {t(`emptyText.${queue}`)}
            </EmptyState>
          }
          paging={{
            next: shown?.next ? pageLink(PATH, kept, { after: shown.next }) : undefined,
            first: after ? pageLink(PATH, kept) : undefined,
          }}
        />
      </Card>
    </>
  );
}

async function Queues({ current }: { current: Queue }) {
  const t = await getTranslations('fraud');
  return (
    <nav aria-label={t('queues')} className="flex flex-wrap gap-1 border-line border-b px-2 py-2 sm:px-3">
      {QUEUES.map((queue) => (
        <Link
          key={queue}
          href={queue === 'waiting' ? PATH : `${PATH}?queue=${queue}`}
          aria-current={queue === current ? 'page' : undefined}
          className={tabStyle}
        >
          {t(`queue.${queue}`)}
        </Link>
      ))}
    </nav>
  );
}

async function columnsOf(queue: Queue): Promise<Column<ListedFraud>[]> {
  const t = await getTranslations('fraud');
  const until: Column<ListedFraud> = {
    ...{ key: 'until', header: t('until') },
    cell: ({ waitsUntil }) => (waitsUntil ? <Time value={waitsUntil} /> : '–'),
  };
  const verdict: Column<ListedFraud> = {
    ...{ key: 'verdict', header: t('verdict') },
    cell: (deed) =>
      deed.verdict ? (
        <span className="inline-flex flex-wrap items-center gap-x-2">
          <VerdictBadge verdict={deed.verdict} />
          {deed.reviewedBy ? t('by', { name: deed.reviewedBy }) : null}
        </span>
      ) : (
        '–'
      ),
  };
  return [
    {
      ...{ key: 'people', header: t('people') },
      cell: ({ payer, payee }) => `${payer} → ${payee ?? t('cash')}`,
    },
    {
      ...{ key: 'amount', header: t('amount'), align: 'end' },
      cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
    },
    { key: 'score', header: t('score'), cell: ({ score }) => <ScoreMeter score={score} /> },
    {
      ...{ key: 'outcome', header: t('outcome') },
      cell: ({ outcome }) => <FraudOutcomeBadge outcome={outcome} />,
    },
    { key: 'at', header: t('at'), cell: ({ at }) => <Time value={at} /> },
    ...(queue === 'waiting' ? [until] : queue === 'reviewed' ? [verdict] : []),
  ];
}
