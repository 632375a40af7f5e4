import { z } from 'zod';
import { after, calendarOf, DAY_MS } from '../../base/clock';
import { idText } from '../../base/id';
import { notFound } from '../../base/refusal';
import { command, type SampleGround } from '../../command/command';
import { queueMoney } from '../../wallet/money-queue';
import { availableOf } from '../../wallet/wallet';
import { sampleAgentWithFloat } from '../sample-float';
import { beginOf, monthBefore, payoutAfter, payoutId } from './month';
import { earnedSince, isPosted, lockCommission, payOut } from './pay';

/**
 * Pays an agent the commission of the month that is over, once, by the clock of the tenant's time zone. Whoever comes
 * second, on another node or after a crash, finds it paid. Where the float cannot take it now, it is tried again each day.
 */
export const payDueCommission = command({
  name: 'float.commission.pay-due',
  proof: 'session',
  input: z.strictObject({ accountId: idText }),
  output: z.strictObject({ month: z.string(), paid: z.bigint(), due: z.date() }),
  async run(deed, { accountId }) {
    const { tx, tenant, now } = deed;
    const { timeZone } = tenant;
    const account = await lockCommission(deed, accountId);
    if (!account) throw notFound();
    const thisMonth = calendarOf(now, timeZone).month;
    const month = monthBefore(thisMonth);
    const deedId = payoutId(account.id, month);
    const since = await earnedSince(deed, account.id, beginOf(thisMonth, timeZone));
    const amount = availableOf(account) - since;
    const wanted = amount > 0n && !(await isPosted(deed, deedId));
    const reason = wanted ? await payOut(deed, { account, amount, deedId }) : undefined;
    const paid = wanted && !reason ? amount : 0n;
    const next = payoutAfter(now, timeZone);
    const due = reason && after(now, DAY_MS) < next ? after(now, DAY_MS) : next;
    await queueMoney(tx, { subjectId: account.id, kind: 'payout', tenantId: tenant.id, dueAt: due });
    return {
      output: { month, paid, due },
      evidence: {
        subject: paid > 0n ? `transfer:${deedId}` : `account:${account.id}`,
        change: {
          commission: month,
          agent: account.agentId,
          name: account.agent,
          paid,
          waits: reason ?? null,
        },
      },
    };
  },
  async sample(ground) {
    return { accountId: await commissionOf(ground, await sampleAgentWithFloat(ground)) };
  },
});

async function commissionOf({ tx, tenant }: SampleGround, personId: string): Promise<string> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'commission-of',
    text: `select id from accounts where tenant_id = $1 and owner_id = $2 and kind = 'commission' and currency = $3`,
    values: [tenant.id, personId, tenant.currency],
  });
  return rows[0]?.id ?? '';
}
