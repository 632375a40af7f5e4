import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_LOOKED_AT, walk } from './walk';

type Row = { place: number; fits: boolean };

/** A list of numbers in falling order, read as an index is. */
function listOf(length: number, fits: (place: number) => boolean) {
  let looked = 0;
  const read = async (after: number | undefined, limit: number): Promise<Row[]> => {
    const from = after === undefined ? length : after;
    const rows = Array.from({ length: Math.min(limit, from) }, (_, step) => from - 1 - step);
    looked += rows.length;
    return rows.map((place) => ({ place, fits: fits(place) }));
  };
  return { read, looked: () => looked };
}

test('the pages together are everything that fits, once each and in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: 5_000 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 900 }),
      async (length, size, every) => {
        const fits = (place: number) => place % every === 0;
        const { read } = listOf(length, fits);
        const seen: number[] = [];
        for (let from: number | undefined, more = true; more; ) {
          const page = await walk({ size, from, read, placeOf: (row: Row) => row.place });
          seen.push(...page.rows.map((row) => row.place));
          expect(page.rows.length).toBeLessThanOrEqual(size);
          if (page.next !== undefined && !page.cut) expect(page.rows).toHaveLength(size);
          from = page.next;
          more = page.next !== undefined;
        }
        expect(seen).toEqual(
          Array.from({ length }, (_, step) => length - 1 - step).filter((place) => fits(place)),
        );
      },
    ),
    { numRuns: 50 },
  );
});

test('one request looks at a bounded number of rows, however few of a long list fit', async () => {
  const { read, looked } = listOf(1_000_000, () => false);
  const page = await walk({ size: 50, from: undefined, read, placeOf: (row: Row) => row.place });
  expect(page).toMatchObject({ rows: [], cut: true, next: 1_000_000 - MOST_LOOKED_AT });
  expect(looked()).toBe(MOST_LOOKED_AT);
});

test('where all fits, one bite is one page and a row more', async () => {
  const { read, looked } = listOf(1_000_000, () => true);
  await walk({ size: 50, from: undefined, read, placeOf: (row: Row) => row.place });
  expect(looked()).toBe(51);
});
