import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterText } from '@/components/table/filters';
import { pageLink } from '@/components/table/page-link';
import { buttonStyle } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Download, ScrollText } from '@/components/ui/icons';
import { Money } from '@/components/ui/money';
import type { StatementPage } from '@/lib/wallet/statement/show-statement';
import { CurrencyFilter } from './currency-filter';
import { MovementTable } from './movement-table';

export type StatementFilter = { from?: string; to?: string; currency?: string };

export interface StatementViewProps {
  /** The page's own path; its files lie below it. */
  path: string;
  filter: StatementFilter;
  /** The currencies that this person has accounts in. */
  currencies: readonly string[];
  /** Missing where what was asked for cannot be used. */
  statement?: StatementPage;
  receipts: string;
  /** Where a page after the first begins. */
  after?: string;
  /** What stands in the statement's place: what is wrong with the filters, or why it is refused. */
  problem?: ReactNode;
}

/** A statement on the screen: what the account held, each movement with the balance after it, and what it holds. */
export function StatementView({ path, filter, currencies, statement, ...rest }: StatementViewProps) {
  const t = useTranslations('statement');
  const asked = statement ? { ...filter, from: statement.from, to: statement.to } : filter;
  const file = (as: 'pdf' | 'csv') => (
    <a href={pageLink(`${path}/file`, asked, { as })} download className={buttonStyle()}>
      <Download />
      {t(as)}
    </a>
  );
  return (
    <>
      {statement ? <Sums statement={statement} /> : null}
      <Card flush>
        <FilterBar
          path={path}
          active={Boolean(filter.from || filter.to || filter.currency)}
          actions={
            statement ? (
              <>
                {file('pdf')}
                {file('csv')}
              </>
            ) : undefined
          }
        >
          <FilterText name="from" type="date" label={t('from')} value={asked.from} />
          <FilterText name="to" type="date" label={t('to')} value={asked.to} />
          <CurrencyFilter currencies={currencies} value={filter.currency} />
        </FilterBar>
        {statement ? <Lines {...{ path, filter, statement, ...rest }} /> : rest.problem}
      </Card>
    </>
  );
}

type LinesProps = Omit<StatementViewProps, 'currencies' | 'statement'> & { statement: StatementPage };

function Lines({ path, filter, statement, receipts, after }: LinesProps) {
  const t = useTranslations('statement');
  const { lines, next, currency, totals } = statement;
  return (
    <MovementTable
      caption={t('caption')}
      movements={lines}
      currency={currency}
      receipts={receipts}
      empty={
        <EmptyState icon={<ScrollText />} title={t('empty')}>
          {t('emptyText')}
        </EmptyState>
      }
      paging={{
        next: next && pageLink(path, filter, { after: next }),
        first: after && pageLink(path, filter),
        shown: t('shown', { count: totals.lines }),
      }}
    />
  );
}

function Sums({ statement: { totals, currency, holder } }: { statement: StatementPage }) {
  const t = useTranslations('statement');
  const money = (amount: bigint, strong = false) => (
    <Money amount={amount} currency={currency} className={strong ? 'font-semibold' : ''} />
  );
  return (
    <Card className="mb-5 max-w-xl" title={holder}>
      <DescriptionList
        facts={[
          { term: t('opening'), detail: money(totals.opening, true) },
          { term: t('in'), detail: money(totals.in) },
          { term: t('out'), detail: money(totals.out) },
          { term: t('fees'), detail: money(totals.fees) },
          { term: t('closing'), detail: money(totals.closing, true) },
        ]}
      />
    </Card>
  );
}
