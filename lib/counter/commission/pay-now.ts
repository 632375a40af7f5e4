import { z } from 'zod';
import { idText, newId } from '../../base/id';
import { Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { keyText } from '../../command/key-text';
import { refusalOfOwnMoney } from '../../wallet/proposal/hands';
import { availableOf } from '../../wallet/wallet';
import { sampleAgentWithFloat } from '../sample-float';
import { lockCommission, payOut } from './pay';
import { sampleCommission } from './sample-commission';

/** Pays an agent at once what they have earned so far, into their float. Nobody does it for themselves. */
export const payCommissionNow = command({
  name: 'float.commission.pay',
  proof: 'fresh-second-factor',
  input: z.strictObject({ personId: idText, key: keyText }),
  output: z.strictObject({ deedId: z.uuid(), paid: z.bigint(), currency: z.string() }),
  idempotencyKey: 'key',
  async run(deed, { personId }) {
    const { tenant, now } = deed;
    const own = await refusalOfOwnMoney(deed, personId);
    if (own) throw own;
    const account = await lockCommission(deed, personId);
    const amount = account ? availableOf(account) : 0n;
    if (!account || amount <= 0n) throw nothingEarned();
    const deedId = newId(now);
    const reason = await payOut(deed, { account, amount, deedId });
    if (reason) throw floatCannotTake();
    return {
      output: { deedId, paid: amount, currency: tenant.currency },
      evidence: {
        ...{ subject: `transfer:${deedId}`, severity: 'notice' as const },
        change: { commission: 'now', agent: personId, name: account.agent, paid: amount },
      },
    };
  },
  async sample(ground) {
    const personId = await sampleAgentWithFloat(ground);
    await sampleCommission(ground, personId, 500n);
    return { personId, key: newId(ground.now) };
  },
});

const nothingEarned = () =>
  new Refusal('commission_is_nothing', 'Nothing that this agent has earned waits to be paid.', {
    status: 409,
  });

const floatCannotTake = () =>
  new Refusal(
    'commission_not_taken',
    'This float, or the account of its commission, is frozen, or its agent works here no more. Nothing was paid.',
    { status: 409 },
  );
