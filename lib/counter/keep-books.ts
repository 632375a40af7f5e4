import { MINUTE_MS } from '../base/clock';
import { perform } from '../command/perform';
import type { System } from '../policy/actor';
import { keepReconciliation } from '../wallet/reconciliation/reconcile';

/** How often tenants without a night in the queue are looked for. */
export const NIGHTS_EVERY_MS = 10 * MINUTE_MS;

/** Reconciles the books of the night that is due. */
export const keepNight = (actor: System): Promise<unknown> => perform(keepReconciliation, actor, {});
