import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { users } from '@/db/schema/person';
import { idText, newId } from '../base/id';
import { notFound, Refusal } from '../base/refusal';
import { command } from '../command/command';
import { keyText } from '../command/key-text';
import { isActiveAgent, notAnAgent } from '../person/agent';
import { openAccount } from '../person/open-wallet';
import { amountOf, moneyAbout } from '../wallet/amount';
import { floatOf } from '../wallet/figures';
import { makerOf } from '../wallet/maker-of';
import { queueMoney } from '../wallet/money-queue';
import { post } from '../wallet/post';
import { payoutAfter } from './commission/month';
import { sampleAgent } from './sample-float';

/**
 * Opens an agent's float, once, with money out of the tenant's trust, and the account that their commission goes to.
 * Refuses a person who is no active agent, and a float that is open already.
 */
export const openFloat = command({
  name: 'float.open',
  proof: 'fresh-second-factor',
  input: z.strictObject({ personId: idText, amount: z.string().max(64), key: keyText }),
  output: z.strictObject({ accountId: z.uuid(), amount: z.bigint(), currency: z.string() }),
  idempotencyKey: 'key',
  about: ({ amount }, { tenant }) => moneyAbout(amountOf(amount, tenant), tenant),
  agreedTo: ({ personId, amount }, { tenant }) => ({
    person: personId,
    amount: String(amountOf(amount, tenant)),
  }),
  async run({ tx, actor, tenant, now }, { personId, amount: typed }) {
    const { currency } = tenant;
    const amount = amountOf(typed, tenant);
    await assertAgent(tx, tenant.id, personId);
    const owner = { tenantId: tenant.id, personId, currency, now };
    const { accountId, isNew } = await openAccount(tx, { ...owner, kind: 'float' });
    if (!isNew) throw floatIsOpen();
    const earned = await openAccount(tx, { ...owner, kind: 'commission' });
    await queueMoney(tx, {
      ...{ subjectId: earned.accountId, kind: 'payout', tenantId: tenant.id },
      dueAt: payoutAfter(now, tenant.timeZone),
    });
    const movement = {
      ...{ deedId: newId(now), operation: 'float_opening' as const, amount, payer: 'trust' as const },
      payee: floatOf(personId),
    };
    const posting = await post(tx, tenant, movement, makerOf(actor, now));
    if (!posting.done) throw new Error(`A float was not opened: ${posting.reason}`);
    return {
      output: { accountId, amount, currency },
      evidence: { subject: `person:${personId}`, severity: 'notice', change: { float: ['none', amount] } },
    };
  },
  async sample(ground) {
    return { personId: await sampleAgent(ground), amount: '500000', key: newId(ground.now) };
  },
});

async function assertAgent(tx: Tx, tenantId: string, personId: string): Promise<void> {
  const [person] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.tenantId, tenantId), eq(users.id, personId)));
  if (!person) throw notFound();
  if (!(await isActiveAgent(tx, tenantId, personId))) throw notAnAgent();
}

const floatIsOpen = () =>
  new Refusal('float_is_open', 'The float of this agent is open already.', {
    status: 409,
    field: 'personId',
  });
