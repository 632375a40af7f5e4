import { newId } from '../../../base/id';
import type { SampleGround } from '../../../command/command';
import { walletOf } from '../../figures';
import { lockMovement } from '../../post';
import { sampleCustomer, sampleFunds } from '../../sample-wallet';
import { holdForReview } from '../hold-for-review';
import { weigh } from '../weigh';

/** Sets a transfer between two customers aside until somebody has looked at it, for the samples of commands. */
export async function sampleHeld(ground: SampleGround): Promise<{ deedId: string; payerId: string }> {
  const { tx, tenant, now } = ground;
  const { personId: payerId } = await sampleCustomer(ground);
  await sampleFunds(ground, payerId, 10_000n);
  const { personId: payeeId, mobile } = await sampleCustomer(ground);
  const deedId = newId(now);
  const movement = {
    ...{ deedId, operation: 'transfer' as const, amount: 1_500n, fee: 100n },
    ...{ payer: walletOf(payerId), payee: { ...walletOf(payeeId), mobile } },
  };
  const maker = { personId: payerId, now, ip: null, deviceId: null, risk: 0 };
  const request = { at: now, id: 'sample', ip: null, userAgent: 'sample', deviceId: null };
  const deed = { tx, tenant, now, actor: { kind: 'system' as const, tenant, name: 'sample', request } };
  const locked = await lockMovement(tx, tenant, movement, now);
  const { scored } = weigh(deed, { movement, locked, maker, policies: undefined, payerId, payeeId });
  const asHeld = { ...scored, outcome: 'hold' as const, flagged: true };
  await holdForReview(deed, { movement, locked, maker, scored: asHeld, payeeId, mobile });
  return { deedId, payerId };
}
