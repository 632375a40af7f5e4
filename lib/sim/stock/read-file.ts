import { createHash, type Hash } from 'node:crypto';
import { SECOND_MS } from '../../base/clock';
import type { Tenant } from '../../policy/tenant';
import { csvRecords } from './csv';
import { ROWS_AT_ONCE } from './insert-many';
import { FileProblem } from './problem';
import { Cancelled, dropKeys, failReading, type Reading, setImport, whileReading } from './reading';
import { stage } from './stage';
import { layoutOf, lineReader, type ReadLine } from './stock-line';
import { ticking } from './ticking';

/** Room for half a million cards. */
export const FILE_MAX_BYTES = 64 * 1024 * 1024;
/** A slow upload shows its progress this often, however few lines have come. */
const SHOW_EVERY_MS = 2 * SECOND_MS;

type Seen = { bytes: number; hash: Hash };

/**
 * Takes an import that `stock.import.begin` made and the bytes of its file as they arrive; stages its lines, a batch in a
 * transaction, so that memory does not grow with the file and others see how far it is. Gives the state that it left the
 * import in: `preview`, `failed` with a problem (a file that is none, a connection that was cut), or `cancelled` where
 * somebody cancelled it meanwhile. Only a bug or an outage is thrown.
 */
export async function readStockFile(
  tenant: Tenant,
  { importId, begunAt }: { importId: string; begunAt: Date },
  body: AsyncIterable<Uint8Array>,
): Promise<'preview' | 'failed' | 'cancelled'> {
  const reading: Reading = { tenant, importId, now: ticking(begunAt) };
  const seen: Seen = { bytes: 0, hash: createHash('sha256') };
  try {
    await stageAll(reading, watched(body, seen), seen);
    await whileReading(reading, async (tx) => {
      await dropKeys(tx, tenant.id, importId);
      const fileHash = seen.hash.digest();
      await setImport(tx, tenant.id, importId, { state: 'preview', fileHash, changedAt: reading.now() });
    });
    return 'preview';
  } catch (error) {
    if (error instanceof Cancelled) return 'cancelled';
    const problem = error instanceof FileProblem ? error : new FileProblem('reading_stopped');
    await failReading(reading, problem.code, problem.values);
    if (!(error instanceof FileProblem)) throw error;
    return 'failed';
  }
}

async function stageAll(reading: Reading, bytes: AsyncIterable<Uint8Array>, seen: Seen): Promise<void> {
  let read: ((record: { line: number; fields: string[] }) => ReadLine) | undefined;
  let batch: ReadLine[] = [];
  let lines = 0;
  let shownAt = performance.now();
  for await (const record of csvRecords(bytes)) {
    if (!read) {
      read = lineReader(reading.tenant, layoutOf(record.fields));
      continue;
    }
    lines += 1;
    batch.push(read(record));
    if (batch.length < ROWS_AT_ONCE && performance.now() - shownAt < SHOW_EVERY_MS) continue;
    await stage(reading, batch, { bytesRead: seen.bytes });
    batch = [];
    shownAt = performance.now();
  }
  if (lines === 0) throw new FileProblem('file_empty');
  await stage(reading, batch, { bytesRead: seen.bytes });
}

/** Counts and fingerprints what passes by. A connection that was cut is a problem of the file, not of ours. */
async function* watched(body: AsyncIterable<Uint8Array>, seen: Seen): AsyncGenerator<Uint8Array> {
  const bytes = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await bytes.next().catch((cause: unknown) => {
        throw new FileProblem('upload_cut', {}, { cause });
      });
      if (step.done) return;
      seen.bytes += step.value.length;
      if (seen.bytes > FILE_MAX_BYTES)
        throw new FileProblem('file_too_large', { megabytes: FILE_MAX_BYTES / 1024 / 1024 });
      seen.hash.update(step.value);
      yield step.value;
    }
  } finally {
    await bytes.return?.();
  }
}
