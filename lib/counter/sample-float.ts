import { newId } from '../base/id';
import type { SampleGround } from '../command/command';
import { insertPerson } from '../person/new-person';
import { openAccount } from '../person/open-wallet';
import { floatOf } from '../wallet/figures';
import { post } from '../wallet/post';

/** Writes an agent, who has no float yet, for the samples of commands. Gives their id. */
export const sampleAgent = ({ tx, tenant, now }: SampleGround): Promise<string> =>
  insertPerson(tx, tenant.id, now, {
    ...{ name: 'Sample Agent', email: `agent-${newId(now).slice(-12)}@example.com`, emailVerifiedAt: now },
    ...{ status: 'active', roles: ['agent'] },
  });

/** Writes an agent with a float, for the samples of commands. Gives their id. */
export async function sampleAgentWithFloat(ground: SampleGround): Promise<string> {
  const personId = await sampleAgent(ground);
  await sampleFloat(ground, personId, 100_000n);
  return personId;
}

/** Opens the float of a person and puts money into it, for the samples of commands. */
export async function sampleFloat(ground: SampleGround, personId: string, amount: bigint): Promise<void> {
  const { tx, tenant, now } = ground;
  const owner = { tenantId: tenant.id, personId, currency: tenant.currency, now };
  await openAccount(tx, { ...owner, kind: 'float' });
  await openAccount(tx, { ...owner, kind: 'commission' });
  const movement = {
    ...{ deedId: newId(now), operation: 'float_opening' as const, amount, payer: 'trust' as const },
    payee: floatOf(personId),
  };
  const maker = { personId: null, now, ip: null, deviceId: null, risk: 0 };
  const posting = await post(tx, tenant, movement, maker);
  if (!posting.done) throw new Error(`The sample of a float was not funded: ${posting.reason}`);
}
