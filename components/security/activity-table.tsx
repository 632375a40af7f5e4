import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { DeedName } from '@/components/audit/deed-name';
import { type Column, DataTable } from '@/components/table/data-table';
import type { PagingProps } from '@/components/table/paging';
import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { ScrollText } from '@/components/ui/icons';
import { Time } from '@/components/ui/time';
import type { OwnActivity } from '@/lib/person/own-activity';
import { Origin } from './origin';

export interface ActivityTableProps {
  caption: string;
  events: OwnActivity[];
  /** Whether the page is short because enough was looked at for one request. */
  cut: boolean;
  paging: PagingProps;
  /** What can be done about a row: reporting it. */
  action?: { header: string; cell: (event: OwnActivity) => ReactNode };
}

/** What was done by somebody or to them, in words that they use themselves. */
export function ActivityTable({ caption, events, cut, paging, action }: ActivityTableProps) {
  const t = useTranslations('security.activity');
  const columns: Column<OwnActivity>[] = [
    { key: 'what', header: t('what'), cell: ({ command }) => <DeedName command={command} /> },
    {
      key: 'outcome',
      header: t('outcome'),
      cell: ({ outcome }) =>
        outcome === 'done' ? (
          <Badge tone="fine">{t('done')}</Badge>
        ) : (
          <Badge tone="look">{t('refused')}</Badge>
        ),
    },
    { key: 'by', header: t('by'), cell: ({ by }) => t(`who.${by}`) },
    {
      key: 'browser',
      header: t('browser'),
      cell: ({ browser }) => browser ?? <span className="text-ink-soft">–</span>,
    },
    {
      key: 'from',
      header: t('from'),
      cell: ({ ip, country }) =>
        ip ? <Origin ip={ip} country={country} /> : <span className="text-ink-soft">–</span>,
    },
    { key: 'when', header: t('when'), cell: ({ at }) => <Time value={at} /> },
    ...(action ? [{ key: 'action', ...action }] : []),
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={events}
      rowKey={({ id }) => id}
      empty={
        <EmptyState icon={<ScrollText />} title={t('empty')}>
          {cut ? t('cut') : t('emptyText')}
        </EmptyState>
      }
      paging={paging}
    />
  );
}
