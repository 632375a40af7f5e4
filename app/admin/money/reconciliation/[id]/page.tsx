import type { Metadata } from 'next';
import Link from 'next/link';
import { getFormatter, getTranslations } from 'next-intl/server';
import { type Column, DataTable } from '@/components/table/data-table';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { EmptyState } from '@/components/ui/empty-state';
import { CircleCheck } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { show } from '@/lib/entry/page';
import { showReconciliation } from '@/lib/wallet/reconciliation/list-reconciliations';
import type { Difference } from '@/lib/wallet/reconciliation/read-books';
import { Totals } from '../../books';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('books.reconciliation'))('one') };
}

/** One look at the books: what was added up, and each figure that does not agree. */
export default async function OneReconciliationPage({ params }: { params: Promise<{ id: string }> }) {
  const one = await show(showReconciliation, { reconciliationId: (await params).id });
  const [t, format] = [await getTranslations('books.reconciliation'), await getFormatter()];
  const { day, startedAt, endedAt, figures, differences, incidentId, names } = one;
  return (
    <>
      <PageHeader
        title={t('of', { day })}
        back={{ href: '/admin/money/reconciliation', label: t('title') }}
        actions={
          incidentId ? (
            <LinkButton href={`/admin/incidents/${incidentId}`}>{t('incident')}</LinkButton>
          ) : undefined
        }
      />
      <div className="space-y-5">
        <Card flush title={t('found')}>
          <Differences differences={differences} names={names} />
        </Card>
        <Card flush title={t('figures')}>
          <Totals currencies={figures.currencies} />
        </Card>
        <Card title={t('about')} className="max-w-xl">
          <DescriptionList
            facts={[
              { term: t('when'), detail: <Time value={startedAt} shape="exact" /> },
              {
                term: t('took'),
                detail: t('seconds', { count: Math.ceil((+endedAt - +startedAt) / 1_000) }),
              },
              { term: t('transfers'), detail: format.number(figures.transfers) },
              { term: t('counted'), detail: format.number(figures.counted) },
              { term: t('uncounted'), detail: format.number(figures.uncounted) },
            ]}
          />
        </Card>
      </div>
    </>
  );
}

type DifferencesProps = { differences: Difference[]; names: Record<string, string> };

async function Differences({ differences, names }: DifferencesProps) {
  const t = await getTranslations('books.reconciliation');
  const columns: Column<Difference>[] = [
    { key: 'check', header: t('check'), cell: ({ check }) => t(`check_${check}`) },
    {
      key: 'whose',
      header: t('whose'),
      cell: ({ personId, accountKind }) =>
        personId ? (
          <>
            <Link href={`/admin/people/${personId}`}>{names[personId] ?? '–'}</Link>
            {accountKind ? `, ${t(`kind_${accountKind}`)}` : null}
          </>
        ) : (
          t('whole')
        ),
    },
    { key: 'expected', header: t('expected'), align: 'end', cell: (one) => figureOf(one, one.expected) },
    { key: 'found', header: t('is'), align: 'end', cell: (one) => figureOf(one, one.found) },
  ];
  return (
    <DataTable
      caption={t('found')}
      columns={columns}
      rows={differences}
      rowKey={({ check, accountId, currency }) => `${check} ${accountId} ${currency}`}
      empty={
        <EmptyState icon={<CircleCheck />} title={t('agrees')}>
          {t('agreesText')}
        </EmptyState>
      }
    />
  );
}

/** A chain's figures are numbers of loose ends; all others are money. */
const figureOf = ({ check, currency }: Difference, figure: string) =>
  check === 'chain' ? figure : <Money amount={figure} currency={currency} />;
