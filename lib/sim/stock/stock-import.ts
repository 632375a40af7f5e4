import type { stockImports } from '@/db/schema/sim';
import { DAY_MS, MINUTE_MS } from '../../base/clock';
import { Refusal } from '../../base/refusal';
import type { ProblemCode } from './problem';

// - A file is read once, looked over, then taken into stock as one deed or cancelled; before that nothing is in stock.
// - The staged codes of the cards live no longer than the import does: done, cancelled and failed keep none.
// - Who reads or imports gives signs of life; work that gave none for a while has died, and is treated as what it left.

export type ImportState = (typeof stockImports.$inferSelect)['state'];

/** The life of an import. What does not stand here cannot happen. */
export const NEXT_OF_IMPORT = {
  reading: ['preview', 'failed', 'cancelled'],
  preview: ['importing', 'cancelled'],
  // Taking into stock is one transaction: if it fails, everything is as it was before.
  importing: ['done', 'preview'],
  done: [],
  cancelled: [],
  failed: [],
} as const satisfies Record<ImportState, readonly ImportState[]>;

/** How long reading or importing may give no sign of life. A batch takes a fraction of a second. */
export const SILENT_FOR_MS = 2 * MINUTE_MS;
/** How long a file that was read waits for somebody to confirm it. */
export const PREVIEW_WAITS_MS = 7 * DAY_MS;

type Standing = {
  state: ImportState;
  problem: string | null;
  changedAt: Date;
};

/**
 * Takes an import as it is stored and gives where it really stands: what died while reading has failed, what died while
 * importing may be confirmed again, and a preview that nobody wanted is cancelled.
 */
export function standingOf(stored: Standing, now: Date): { state: ImportState; problem: ProblemCode | null } {
  const silentMs = now.getTime() - stored.changedAt.getTime();
  if (stored.state === 'reading' && silentMs > SILENT_FOR_MS)
    return { state: 'failed', problem: 'reading_stopped' };
  if (stored.state === 'importing' && silentMs > SILENT_FOR_MS)
    return { state: 'preview', problem: 'import_stopped' };
  if (stored.state === 'preview' && silentMs > PREVIEW_WAITS_MS) return { state: 'cancelled', problem: null };
  return { state: stored.state, problem: stored.problem as ProblemCode | null };
}

/** Refuses a step that the table does not have. */
export function assertCanBecome(from: ImportState, to: ImportState): void {
  if (NEXT_OF_IMPORT[from].some((next) => next === to)) return;
  if (from === 'importing') throw importUnderWay();
  throw new Refusal('import_is_elsewhere', 'This import is no longer waiting for a decision.', {
    status: 409,
  });
}

export const importUnderWay = () =>
  new Refusal('import_under_way', 'These cards are being taken into stock right now.', { status: 409 });
