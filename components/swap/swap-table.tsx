import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { DataTable } from '@/components/table/data-table';
import type { PagingProps } from '@/components/table/paging';
import { Time } from '@/components/ui/time';
import type { SwapRow } from '@/lib/sim/swap/view';
import { SwapBadge, SwapRiskBadge } from './state-badge';

interface SwapTableProps {
  rows: SwapRow[];
  /** The list's own path: a case stands under it. */
  path: string;
  empty: ReactNode;
  paging?: PagingProps;
}

/** Swaps in a list of staff. */
export function SwapTable({ rows, path, empty, paging }: SwapTableProps) {
  const [t, words] = [useTranslations('swap.list'), useTranslations('swap')];
  return (
    <DataTable
      caption={words('title')}
      rows={rows}
      rowKey={({ id }) => id}
      rowLink={({ id, number }) => ({ href: `${path}/${id}`, label: number })}
      columns={[
        {
          key: 'case',
          header: t('case'),
          cell: ({ number }) => <span className="whitespace-nowrap font-mono">{number}</span>,
        },
        { key: 'state', header: t('state'), cell: ({ state }) => <SwapBadge state={state} /> },
        {
          key: 'msisdn',
          header: t('number'),
          cell: ({ msisdn }) => <span className="whitespace-nowrap font-mono">{msisdn}</span>,
        },
        { key: 'reason', header: t('reason'), wide: true, cell: ({ reason }) => words(`reason.${reason}`) },
        { key: 'by', header: t('by'), cell: ({ requestedBy }) => requestedBy },
        { key: 'asked', header: t('asked'), cell: ({ requestedAt }) => <Time value={requestedAt} /> },
        {
          key: 'risk',
          header: t('risk'),
          cell: ({ risk, riskLevel }) => (
            <span className="inline-flex items-center gap-2">
              <SwapRiskBadge level={riskLevel} />
              <span className="text-ink-soft text-small tabular-nums">{risk}</span>
            </span>
          ),
        },
        { key: 'next', header: t('next'), cell: (row) => <Next row={row} /> },
      ]}
      empty={empty}
      paging={paging}
    />
  );
}

/** What the clock does next by itself. */
function Next({ row: { state, readyAt, expiresAt } }: { row: SwapRow }) {
  const t = useTranslations('swap.list');
  if (state === 'cooling' && readyAt)
    return (
      <>
        {t('takesEffect')} <Time value={readyAt} />
      </>
    );
  if (state === 'proving' || state === 'review' || state === 'disputed')
    return (
      <>
        {t('endsBy')} <Time value={expiresAt} />
      </>
    );
  return <span className="text-ink-soft">–</span>;
}
