import type { Evidence } from '../../audit/append';
import { after, calendarOf, HOUR_MS } from '../../base/clock';
import { newId } from '../../base/id';
import type { Refusal } from '../../base/refusal';
import type { Deed } from '../../command/command';
import type { SecondLook } from '../../trust/decision/second-look';
import type { Holder } from '../figures';
import { refuseAsFraud } from '../fraud/refuse-as-fraud';
import { weighWithReviews } from '../fraud/weigh-with-reviews';
import { bookHold } from '../hold-back';
import type { Maker, Settled } from '../ledger';
import { lockMovement, partiesOf, whyNot } from '../post';
import type { Reason } from '../wallet';
import { askedTooOften, hasCodeAlready, isOpenForYou, STARTS_AN_HOUR, waitsForALook } from './refusals';
import { insertPending, isOpenAlready, movementOf, type StoredPending, startedSince } from './stored-pending';

const TRIES = 3;

/** What is about to wait, and for whom. */
export type Plan = Pick<
  StoredPending,
  'operation' | 'payerId' | 'payeeId' | 'payeeMobile' | 'amount' | 'fee' | 'commission' | 'startedBy'
> & { state: 'created' | 'pending_customer'; livesMs: number };

type Parties = { payer: Holder | undefined; payee: Holder | undefined };
export type Opened = { done: true; one: StoredPending; payer: Settled; payee: Holder | undefined };
/** It looks like fraud: what is kept of that is to be committed with the refusal. */
export type Stopped = { done: false; stopped: { refused: Refusal; evidence: Evidence } };
export type Opening = Opened | Stopped | ({ done: false; reason: Reason } & Parties);

/** What else is written with it once its id is known: the question on a telephone, the print of a code. */
type Asked = Partial<Pick<StoredPending, 'questionId' | 'codeHash'>>;

/**
 * Holds the amount and the fee in the payer's wallet and writes the payment that waits, or tells why not: everything that
 * would stand against the movement itself is looked at on the locked accounts. Refuses a second one that the same person
 * has open for the same customer, and one that comes too often.
 */
export async function openPending(
  { tx, actor, tenant, now }: Deed,
  { maker, policies }: { maker: Maker; policies: SecondLook },
  plan: Plan,
  ask: (one: StoredPending, parties: Parties) => Promise<Asked>,
): Promise<Opening> {
  const one = pendingOf(plan, { tenant, now, deviceId: maker.deviceId });
  const movement = movementOf(one);
  const locked = await lockMovement(tx, tenant, movement, now);
  await refuseSecond({ tx, tenant, now }, one);
  const reason = whyNot(tenant, movement, { locked, now });
  const parties = partiesOf(locked, movement);
  if (reason) return { done: false, reason, ...parties };
  const { payerId, payeeId } = one;
  const deed = { tx, actor, tenant, now };
  const weighing = {
    movement: { ...movement, operation: one.operation },
    locked,
    maker,
    policies,
    payerId,
    payeeId,
  };
  const { outcome, scored, refused } = await weighWithReviews(deed, weighing);
  if (outcome === 'refuse' || outcome === 'hold') {
    // Nobody waits at a counter for a day: what people are to look at is asked for again once they have.
    const sentence = outcome === 'hold' ? waitsForALook() : refused;
    const stopped = await refuseAsFraud(deed, { scored, refused: sentence });
    return { done: false, stopped };
  }
  const payer = await bookHold(tx, tenant, { locked, movement, maker, scored });
  const written = { ...one, ...(await ask(one, parties)) };
  await insertPending(tx, { ...written, ip: maker.ip });
  return { done: true, one: written, payer, payee: parties.payee };
}

async function refuseSecond({ tx, tenant, now }: Omit<Deed, 'actor'>, one: StoredPending): Promise<void> {
  const { payerId, startedBy } = one;
  if (await isOpenAlready(tx, tenant.id, { payerId, startedBy, now }))
    throw startedBy === payerId ? hasCodeAlready() : isOpenForYou();
  if (startedBy === payerId) return;
  const since = after(now, -HOUR_MS);
  const times = await startedSince(tx, tenant.id, { payerId, startedBy, since });
  if (times >= STARTS_AN_HOUR) throw askedTooOften();
}

function pendingOf(
  { livesMs, ...plan }: Plan,
  { tenant, now, deviceId }: Pick<Deed, 'tenant' | 'now'> & { deviceId: string | null },
): StoredPending {
  const { day, month } = calendarOf(now, tenant.timeZone);
  return {
    ...plan,
    ...{ tenantId: tenant.id, id: newId(now), currency: tenant.currency, outDay: day, outMonth: month },
    ...{ startedAt: now, deviceId, expiresAt: after(now, livesMs), questionId: null, codeHash: null },
    ...{ triesLeft: TRIES, confirmedBy: null, endedAt: null, reason: null },
  };
}
