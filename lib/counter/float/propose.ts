import { z } from 'zod';
import { idText, newId } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { command, type SampleGround } from '../../command/command';
import { keyText } from '../../command/key-text';
import { isActiveAgent, notAnAgent } from '../../person/agent';
import type { Person } from '../../policy/actor';
import { amountOf, moneyAbout } from '../../wallet/amount';
import { considerFloat, refusalOfFunding, refusalOfReturn } from '../../wallet/proposal/float';
import { proposalStep, propose } from '../../wallet/proposal/propose';
import { sampleAgentWithFloat } from '../sample-float';

const input = z.strictObject({
  personId: idText,
  amount: z.string().max(64),
  reason: oneLine(300),
  key: keyText,
});
type Input = z.infer<typeof input>;

const about = ({ amount }: Input, { tenant }: Person) => moneyAbout(amountOf(amount, tenant), tenant);
const agreedTo = ({ personId, amount }: Input, { tenant }: Person) => ({
  ...{ person: personId, amount: String(amountOf(amount, tenant)) },
});

/** Proposes to put money out of the tenant's trust into an agent's float. Another member of staff approves it. */
export const proposeFunding = command({
  name: 'float.fund.propose',
  proof: 'fresh-second-factor',
  input,
  output: proposalStep,
  idempotencyKey: 'key',
  ...{ about, agreedTo },
  async run(deed, { personId, amount: typed, reason }) {
    const { tx, tenant } = deed;
    const amount = amountOf(typed, tenant);
    const refused = refusalOfFunding(await considerFloat(deed, personId));
    if (refused) throw refused;
    if (!(await isActiveAgent(tx, tenant.id, personId))) throw notAnAgent();
    const { currency } = tenant;
    return propose(deed, { kind: 'float_funding', personId, currency, amount, reason });
  },
  sample: (ground) => sampleInput(ground, '50000'),
});

/** Proposes to take money back out of a float into the tenant's trust. What the float holds is judged again when it is approved. */
export const proposeReturn = command({
  name: 'float.return.propose',
  proof: 'fresh-second-factor',
  input,
  output: proposalStep,
  idempotencyKey: 'key',
  ...{ about, agreedTo },
  async run(deed, { personId, amount: typed, reason }) {
    const { tenant } = deed;
    const amount = amountOf(typed, tenant);
    const refused = refusalOfReturn(await considerFloat(deed, personId), amount);
    if (refused) throw refused;
    const { currency } = tenant;
    return propose(deed, { kind: 'float_return', personId, currency, amount, reason });
  },
  sample: (ground) => sampleInput(ground, '20000'),
});

async function sampleInput(ground: SampleGround, amount: string): Promise<Input> {
  const personId = await sampleAgentWithFloat(ground);
  return { personId, amount, reason: 'The weekend is near', key: newId(ground.now) };
}
