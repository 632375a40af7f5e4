import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from './rows';

const WINDOW_BYTES = 16_384;
const CHUNK_BYTES = 1_048_576;

/**
 * Rows that wait on the disk until all have come, to be read in the order of time. In memory stand two numbers for each:
 * where it is, and when it was.
 */
export class Spool {
  readonly #folder = mkdtempSync(join(tmpdir(), 'ngao-risk-'));
  readonly #file = openSync(join(this.#folder, 'rows'), 'w+');
  #starts = new Float64Array(1_024);
  #times = new Float64Array(1_024);
  #count = 0;
  #bytes = 0;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  readonly #window = Buffer.alloc(WINDOW_BYTES);
  #windowStart = 0;
  #windowEnd = 0;

  get count(): number {
    return this.#count;
  }

  add({ attempt, succeeded }: Row): void {
    if (this.#count + 1 >= this.#starts.length) {
      this.#starts = doubled(this.#starts);
      this.#times = doubled(this.#times);
    }
    const row = Buffer.from(JSON.stringify([succeeded, attempt]));
    this.#times[this.#count++] = attempt.at;
    this.#bytes += row.length;
    this.#starts[this.#count] = this.#bytes;
    this.#waiting.push(row);
    this.#waitingBytes += row.length;
    if (this.#waitingBytes >= CHUNK_BYTES) this.#flush();
  }

  /** The rows by time, those of one moment as they came, each with its place in the file from 0. */
  *inOrderOfTime(): Generator<Row & { index: number }> {
    this.#flush();
    const times = this.#times;
    const order = Uint32Array.from({ length: this.#count }, (_, index) => index);
    order.sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
    for (const index of order) yield { ...this.#read(index), index };
  }

  remove(): void {
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #flush(): void {
    const chunk = Buffer.concat(this.#waiting);
    for (let done = 0; done < chunk.length; ) done += writeSync(this.#file, chunk, done);
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  #read(index: number): Row {
    const start = this.#starts[index] as number;
    const end = this.#starts[index + 1] as number;
    const [succeeded, attempt] = JSON.parse(this.#bytesOf(start, end).toString('utf8'));
    return { succeeded, attempt };
  }

  /** Neighbours are often read together, so a window of the file is kept. */
  #bytesOf(start: number, end: number): Buffer {
    if (end - start > WINDOW_BYTES) {
      const long = Buffer.alloc(end - start);
      readSync(this.#file, long, 0, long.length, start);
      return long;
    }
    if (start < this.#windowStart || end > this.#windowEnd) {
      this.#windowStart = start;
      this.#windowEnd = start + readSync(this.#file, this.#window, 0, WINDOW_BYTES, start);
    }
    return this.#window.subarray(start - this.#windowStart, end - this.#windowStart);
  }
}

function doubled(figures: Float64Array): Float64Array<ArrayBuffer> {
  const more = new Float64Array(figures.length * 2);
  more.set(figures);
  return more;
}
