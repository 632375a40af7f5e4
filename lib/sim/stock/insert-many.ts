import type { Tx } from '@/db/client';

/** PostgreSQL takes at most 65 535 parameters; this many rows of a dozen columns stay far below. */
export const ROWS_AT_ONCE = 1_000;

const texts = new Map<string, string>();

/**
 * Inserts up to a thousand rows by one statement: VALUES, because COPY and INSERT … SELECT do not pass row-level security
 * everywhere. `after` is what follows the rows (`on conflict …`, `returning …`). Gives what is returned.
 */
export async function insertMany<Row extends Record<string, unknown>>(
  tx: Tx,
  { into, columns, after = '' }: { into: string; columns: readonly string[]; after?: string },
  rows: readonly (readonly unknown[])[],
): Promise<Row[]> {
  if (rows.length === 0) return [];
  const head = `insert into ${into} (${columns.join(', ')})`;
  const key = `${rows.length}|${head}|${after}`;
  let text = texts.get(key);
  if (!text) {
    const one = (row: number) =>
      columns.map((_, column) => `$${row * columns.length + column + 1}`).join(',');
    text = `${head} values ${rows.map((_, row) => `(${one(row)})`).join(',')} ${after}`;
    // Only full batches come again; the odd last one of each file is not worth keeping.
    if (rows.length === ROWS_AT_ONCE) texts.set(key, text);
  }
  const { rows: returned } = await tx.$client.query<Row>({ text, values: rows.flat() });
  return returned;
}
