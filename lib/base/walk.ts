/** One of the things that a walk looks at; `fits` says whether it belongs on the page. */
export type Looked = { fits: boolean };

export type Walk<Row extends Looked, Place> = {
  /** Rows on a page. */
  size: number;
  /** Rows that are looked at, at most, where it is another number than `MOST_LOOKED_AT`. */
  most?: number;
  /** Where the last page ended; undefined at the start. */
  from: Place | undefined;
  placeOf(row: Row): Place;
  /** Reads the next rows of one ordered index, fitting or not. */
  read(after: Place | undefined, limit: number): Promise<Row[]>;
};

export type Page<Row, Place> = {
  rows: Row[];
  /** Where the next page begins; absent at the end. */
  next: Place | undefined;
  /** Whether the page is short because enough was looked at for one request, and not because all was seen. */
  cut: boolean;
};

/** Rows that one request looks at, at most: a rare combination of filters costs more pages, never a longer wait. */
export const MOST_LOOKED_AT = 1_000;

/** By how much more is read than what was seen so far says is enough, so that one more bite mostly does it. */
const MARGIN = 1.25;
/** Below so many that fit, what was seen says nothing about what comes. */
const FEW = 3;

/**
 * Gives the next page of what fits out of an ordered index. It begins with a bite of one page and sizes the next by how
 * much of it fitted, so that the size of the table costs nothing, and a filter costs about what it leaves out.
 */
export async function walk<Row extends Looked, Place>(of: Walk<Row, Place>): Promise<Page<Row, Place>> {
  const most = of.most ?? MOST_LOOKED_AT;
  const rows: Row[] = [];
  let place = of.from;
  let looked = 0;
  for (
    let bite = of.size + 1;
    looked < most;
    bite = nextBite(of.size + 1 - rows.length, rows.length, looked)
  ) {
    const limit = Math.min(bite, most - looked);
    const seen = await of.read(place, limit);
    for (const row of seen) {
      if (!row.fits) continue;
      const last = rows.at(-1);
      if (rows.length === of.size && last) return { rows, next: of.placeOf(last), cut: false };
      rows.push(row);
    }
    looked += seen.length;
    const last = seen.at(-1);
    if (seen.length < limit || !last) return { rows, next: undefined, cut: false };
    place = of.placeOf(last);
  }
  return { rows, next: place, cut: rows.length < of.size };
}

function nextBite(needed: number, fitted: number, looked: number): number {
  if (fitted < FEW) return looked * 4;
  return Math.max(needed, Math.ceil((needed * looked * MARGIN) / fitted));
}
