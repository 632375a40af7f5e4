import { clock, MINUTE_MS, SECOND_MS } from '../base/clock';
import { perform } from '../command/perform';
import type { System } from '../policy/actor';
import { runExport } from '../wallet/export/run-export';
import { keepReconciliation } from '../wallet/reconciliation/reconcile';

/** How often tenants without a night in the queue are looked for. */
export const NIGHTS_EVERY_MS = 10 * MINUTE_MS;

/** Reconciles the books of the night that is due. */
export const keepNight = (actor: System): Promise<unknown> => perform(keepReconciliation, actor, {});

/** A node makes one file for so long before it looks at what else is due. */
const TURN_MS = 10 * SECOND_MS;

/** Makes parts of a file until it is done or others have waited long enough; it is due again then. */
export async function keepExport(actor: System, exportId: string): Promise<void> {
  const begun = clock.now().getTime();
  while ((await perform(runExport, actor, { exportId })).more)
    if (clock.now().getTime() - begun > TURN_MS) return;
}
