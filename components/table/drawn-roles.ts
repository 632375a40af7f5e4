/**
 * The roles of a table's parts, written out: on a phone the parts are drawn as blocks, and a browser forgets
 * what they are when it draws them so.
 */
export const drawn = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  header: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const;
