import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { DataRow } from './data-row';
import { drawn } from './drawn-roles';
import { Paging, type PagingProps } from './paging';
import { SortLink, type SortLinkProps } from './sort-link';

export interface Column<Row> {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Numbers and money stand at the right. */
  align?: 'end';
  /** Left out of a phone's cards: the row's own page has it. */
  wide?: boolean;
  /** Only where an index serves the order. */
  sort?: Omit<SortLinkProps, 'children'>;
}

/** The row's own page, with the name of the row for those who hear the link. */
export interface RowLink {
  href: string;
  label: string;
}

export interface DataTableProps<Row> {
  /** Names the table for those who do not see the heading above it. */
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  rowLink?: (row: Row) => RowLink;
  /** Stands where the rows would: an EmptyState. */
  empty: ReactNode;
  paging?: PagingProps;
}

const directions = { asc: 'ascending', desc: 'descending' } as const;

/** Rows of one kind; on a phone each is a card. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowLink,
  empty,
  paging,
}: DataTableProps<Row>) {
  const t = useTranslations('ui.table');
  const body = rows.map((row) => {
    const link = rowLink?.(row);
    const hint = link ? t('open', { what: link.label }) : '';
    return <DataRow key={rowKey(row)} row={row} columns={columns} link={link} hint={hint} />;
  });
  const table = (
    <div className="overflow-x-auto">
      <table {...drawn.table} aria-label={caption} className="w-full border-collapse text-left max-md:block">
        <thead {...drawn.group} className="max-md:sr-only">
          <tr {...drawn.row} className="border-line border-b bg-canvas">
            {columns.map(({ key, header, align, sort }) => (
              <th
                key={key}
                {...drawn.header}
                scope="col"
                aria-sort={sort?.current && directions[sort.current]}
                className={`whitespace-nowrap px-3 py-2 font-medium text-ink-soft text-small first:pl-5 last:pr-5 ${align ? 'text-right' : ''}`}
              >
                {sort ? <SortLink {...sort}>{header}</SortLink> : header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...drawn.group} className="divide-y divide-line max-md:block">
          {body}
        </tbody>
      </table>
    </div>
  );
  return (
    <>
      {rows.length > 0 ? table : empty}
      {paging ? <Paging {...paging} /> : null}
    </>
  );
}
