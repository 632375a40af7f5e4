import type { SampleGround } from '../../command/command';
import { openAccount } from '../../person/open-wallet';
import { sampleCustomer, sampleFunds } from '../sample-wallet';
import { openPending, type Plan } from './open-pending';
import type { StoredPending } from './stored-pending';
import { codePrint } from './stored-pending';

export const SAMPLE_CODE = '482917';

type Wanted = { payerId?: string; startedBy?: string; state?: Plan['state']; code?: string };

/** Writes a withdrawal that waits, between a customer and an agent, for the samples of commands. */
export async function samplePending(
  ground: SampleGround,
  { payerId, startedBy, state = 'pending_customer', code = SAMPLE_CODE }: Wanted,
): Promise<StoredPending> {
  const { tx, tenant, now, actorId } = ground;
  const payer = payerId ?? (await sampleCustomer(ground)).personId;
  const agentId = startedBy ?? (await sampleCustomer(ground)).personId;
  await sampleFunds(ground, payer, 2_000n);
  for (const kind of ['float', 'commission'] as const)
    await openAccount(tx, {
      ...{ tenantId: tenant.id, personId: agentId, currency: tenant.currency, now, kind },
    });
  const maker = { personId: actorId, now, ip: null, deviceId: null, risk: 0 };
  const request = { at: now, id: 'sample', ip: null, userAgent: 'sample', deviceId: null };
  const deed = { tx, tenant, now, actor: { kind: 'system' as const, tenant, name: 'sample', request } };
  const isOwn = state === 'created';
  const plan: Plan = {
    ...{ operation: 'withdrawal', payerId: payer, payeeId: isOwn ? null : agentId, payeeMobile: null },
    ...{ amount: 1_500n, fee: 100n, commission: 0n, startedBy: isOwn ? payer : agentId, state },
    livesMs: tenant.settings.money.confirmWithinMs,
  };
  const opening = await openPending(deed, { maker, policies: undefined }, plan, async ({ id }) => ({
    codeHash: codePrint(id, code),
  }));
  if (!opening.done) throw new Error('The sample of a payment was not opened');
  return opening.one;
}
