import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { post } from '../../wallet/post';

/** Lets an agent earn something, for the samples of commands; it comes out of the tenant's trust. */
export async function sampleCommission(
  ground: SampleGround,
  personId: string,
  amount: bigint,
): Promise<void> {
  const { tx, tenant, now } = ground;
  const movement = {
    ...{ deedId: newId(now), operation: 'float_opening' as const, amount, payer: 'trust' as const },
    payee: { kind: 'commission' as const, ownerId: personId },
  };
  const maker = { personId: null, now, ip: null, deviceId: null, risk: 0 };
  const posting = await post(tx, tenant, movement, maker);
  if (!posting.done) throw new Error(`The sample of a commission was not earned: ${posting.reason}`);
}
