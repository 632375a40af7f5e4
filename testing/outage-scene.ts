import { inTenant } from '@/db/client';
import { MINUTE_MS } from '@/lib/base/clock';
import { perform } from '@/lib/command/perform';
import { reportOutage } from '@/lib/person/outage/report';
import { takeBackOutage } from '@/lib/person/outage/take-back';
import type { Stranger } from '@/lib/policy/actor';
import { holdsOn, readHolds } from '@/lib/trust/hold';
import { aTenant, type Ground, NOON } from './ground';
import { aCustomer } from './money';

export const BORN = '1990-01-01';
export const HELD = ['money_out', 'sim_swap'];
export const minutesOn = (minutes: number) => new Date(NOON.getTime() + minutes * MINUTE_MS);

let places = 0;
/** Somebody at an address of their own. */
export function somewhere(ground: Ground, at = NOON): Stranger {
  places += 1;
  const stranger = ground.stranger(at);
  return { ...stranger, request: { ...stranger.request, ip: `10.1.${places >> 8}.${places & 255}` } };
}

/** Somebody with a document and money, and what is done about their telephone. */
export async function aHolder() {
  const ground = await aTenant();
  const holder = await aCustomer(ground, { tier: 1, balance: 1_000n });
  const personId = holder.principal.id;
  const number = holder.principal.mobile ?? '';
  const held = (at = NOON) => inTenant(ground.tenant.id, (tx) => holdsOn(tx, ground.tenant.id, personId, at));
  const holds = (at = NOON) =>
    inTenant(ground.tenant.id, (tx) => readHolds(tx, ground.tenant.id, personId, at));
  const report = (at = NOON, birthDate = BORN) =>
    perform(reportOutage, somewhere(ground, at), { number, birthDate });
  const takeBack = ({ number: of, claim }: { number: string; claim: string }, at = NOON) =>
    perform(takeBackOutage, somewhere(ground, at), { number: of, claim });
  const proved = {
    ...holder,
    session: { ...holder.session, assurance: 2 as const, provedAt: NOON, provedBy: 'totp' },
  };
  return { ground, holder, proved, personId, number, held, holds, report, takeBack };
}
