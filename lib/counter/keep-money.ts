import { clock, SECOND_MS } from '../base/clock';
import { log } from '../base/log';
import { Refusal } from '../base/refusal';
import { perform } from '../command/perform';
import { repeat } from '../notice/repeat';
import type { System } from '../policy/actor';
import { findTenantById } from '../tenant/find-tenant';
import { lapseDispute } from '../wallet/dispute/lapse';
import {
  type Due,
  type MoneyDeadline,
  putOffMoney,
  TAKEN_AT_ONCE,
  takeDueMoney,
} from '../wallet/money-queue';
import { expirePending } from '../wallet/pending/expire';
import { queueNights } from '../wallet/reconciliation/night';
import { keepPayout, queueMissingPayouts } from './commission/keep';
import { keepExport, keepNight, NIGHTS_EVERY_MS } from './keep-books';

const EVERY_MS = SECOND_MS;

/** What is done with a subject whose time has come. It looks again under its own lock: what was done meanwhile is not done twice. */
export type Keeper = (actor: System, subjectId: string) => Promise<unknown>;

/** Each room adds what it keeps: a kind without a keeper stays in the queue for a newer node. */
const KEEPERS: Partial<Record<MoneyDeadline, Keeper>> = {
  dispute: (actor, disputeId) => perform(lapseDispute, actor, { disputeId }),
  payout: keepPayout,
  reconciliation: keepNight,
  export: keepExport,
  pending: (actor, pendingId) => perform(expirePending, actor, { pendingId }),
};

/** Does what is due now, at most a batch. Gives how many it took. */
export async function keepMoneyDeadlines(now: Date, keepers = KEEPERS): Promise<number> {
  const due = await takeDueMoney(now);
  for (const one of due) await keepOne(one, now, keepers);
  return due.length;
}

/** One subject's trouble is not the others'. */
async function keepOne(due: Due, now: Date, keepers: typeof KEEPERS): Promise<void> {
  try {
    const tenant = await findTenantById(due.tenantId);
    if (!tenant) throw new Error(`Money is queued for a tenant that does not exist: ${due.tenantId}`);
    const keeper = keepers[due.kind];
    if (!keeper) return;
    const request = { at: now, id: due.subjectId, ip: null, userAgent: 'ngao', deviceId: null };
    await keeper({ kind: 'system', tenant, name: 'money-deadlines', request }, due.subjectId);
  } catch (error) {
    if (error instanceof Refusal) await putOffMoney(due, now);
    else log().error({ err: error, ...due }, 'a deadline of money could not be kept');
  }
}

/** Keeps the deadlines of money until it is stopped. */
export function startKeepingMoney(): { stop(): Promise<void> } {
  let isComplete = false;
  let looked = Number.NEGATIVE_INFINITY;
  return repeat('the deadlines of money could not be kept', EVERY_MS, async (stopping) => {
    const now = clock.now();
    if (now.getTime() - looked >= NIGHTS_EVERY_MS) {
      await queueNights(now);
      looked = now.getTime();
    }
    while (!stopping.aborted && (await keepMoneyDeadlines(clock.now())) === TAKEN_AT_ONCE);
    if (!isComplete) await queueMissingPayouts(now);
    isComplete = true;
  });
}
