import { inTenant } from '@/db/client';
import { hashPin, storePin } from '@/lib/auth/pin';
import type { Person } from '@/lib/policy/actor';
import { answerCall } from '@/lib/ussd/answer-call';
import { facts, type Ground, NOON } from './ground';

export const PIN = '27183';

/** Gives a person of a test their PIN. */
export async function givePin({ tenant }: Ground, { principal }: Person, pin = PIN): Promise<void> {
  const hash = await hashPin(tenant.id, principal.id, pin);
  await inTenant(tenant.id, (tx) => storePin(tx, tenant.id, principal.id, hash, NOON));
}

let calls = 0;

/** A telephone of a number: dials, and goes on with one input after the other, as the gateway tells it. */
export function aTelephone({ tenant }: Ground, msisdn: string, at: Date = NOON) {
  calls += 1;
  const sessionId = `ATUid_${calls}`;
  const say = (text: string, when = at) => answerCall(tenant, facts(when), { sessionId, msisdn, text });
  return { sessionId, say };
}
