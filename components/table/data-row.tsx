import Link from 'next/link';
import type { Column, RowLink } from './data-table';
import { drawn } from './drawn-roles';

const cellLook =
  'max-md:flex max-md:items-baseline max-md:justify-between max-md:gap-4 max-md:py-0.5 max-md:first:pb-1 ' +
  'max-md:first:font-medium md:px-3 md:py-2.5 md:align-middle md:first:pl-5 md:last:pr-5';

// The link covers the row, so that the whole of it can be pressed while the name alone is what is heard.
const linkLook =
  'after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 ' +
  'focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent-ink';

interface DataRowProps<Row> {
  row: Row;
  columns: Column<Row>[];
  link: RowLink | undefined;
  hint: string;
}

/** One row. Its first cell is its name, and the link to its page. */
export function DataRow<Row>({ row, columns, link, hint }: DataRowProps<Row>) {
  return (
    <tr
      {...drawn.row}
      className={`relative max-md:block max-md:px-4 max-md:py-3 ${link ? 'hover:bg-canvas' : ''}`}
    >
      {columns.map(({ key, header, cell, align, wide }, place) => (
        <td
          key={key}
          {...drawn.cell}
          className={`${cellLook} ${align ? 'md:text-right' : ''} ${wide ? 'max-md:hidden' : ''}`}
        >
          {place > 0 ? (
            <span aria-hidden="true" className="shrink-0 text-ink-soft text-small md:hidden">
              {header}
            </span>
          ) : null}
          <span className={`min-w-0 break-words ${place > 0 ? 'max-md:text-right' : ''}`}>
            {place === 0 && link ? (
              <Link href={link.href} title={hint} className={linkLook}>
                {cell(row)}
              </Link>
            ) : (
              cell(row)
            )}
          </span>
        </td>
      ))}
    </tr>
  );
}
