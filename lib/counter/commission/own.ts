import { z } from 'zod';
import { calendarOf } from '../../base/clock';
import { idText, LARGEST_ID } from '../../base/id';
import { notSignedIn } from '../../base/refusal';
import { query } from '../../command/command';
import { receiptNumberOf } from '../../wallet/receipt-number';
import { sampleFloat } from '../sample-float';
import { beginOf, payoutAfter } from './month';
import { earnedSince } from './pay';

const PAGE = 12;

const payout = z.strictObject({
  id: z.uuid(),
  receiptId: z.uuid(),
  receiptNumber: z.string(),
  amount: z.bigint(),
  at: z.date(),
});

type Row = { id: string; deed_id: string; amount: string; at: Date };

/** Shows an agent what they have earned this month, what waits to be paid, when, and what was paid. */
export const ownCommission = query({
  name: 'counter.commission',
  proof: 'second-factor',
  input: z.strictObject({ before: idText.optional() }),
  output: z.strictObject({
    currency: z.string(),
    paid: z.enum(['at_once', 'monthly']),
    /** Null where no float is open. */
    account: z.strictObject({ waits: z.bigint(), thisMonth: z.bigint(), nextPayoutAt: z.date() }).nullable(),
    payouts: z.array(payout),
    /** Hand it back as `before` for the next page; null on the last. */
    next: z.uuid().nullable(),
  }),
  async run(deed, { before }) {
    const { tx, actor, tenant, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const { timeZone, currency, settings } = tenant;
    const common = { currency, paid: settings.money.commissionPaid };
    const { rows: accounts } = await tx.$client.query<{ id: string; posted: string }>({
      name: 'commission-own',
      text: `select id, posted from accounts
        where tenant_id = $1 and owner_id = $2 and kind = 'commission' and currency = $3`,
      values: [tenant.id, actor.principal.id, currency],
    });
    const [account] = accounts;
    if (!account) return { ...common, account: null, payouts: [], next: null };
    // Commission goes out of its account by payouts and by reversals alone, so that a page is a short range of one index.
    const { rows } = await tx.$client.query<Row>({
      name: 'commission-payouts',
      text: `select id, deed_id, amount, at from transfers
        where tenant_id = $1 and debit_account_id = $2 and id < $3 and operation = 'commission_payout'
        order by id desc limit $4`,
      values: [tenant.id, account.id, before ?? LARGEST_ID, PAGE + 1],
    });
    const payouts = rows.slice(0, PAGE).map(({ id, deed_id, amount, at }) => ({
      ...{ id, at, receiptId: deed_id, receiptNumber: receiptNumberOf(deed_id), amount: BigInt(amount) },
    }));
    const { month } = calendarOf(now, timeZone);
    return {
      ...common,
      account: {
        waits: BigInt(account.posted),
        thisMonth: await earnedSince(deed, account.id, beginOf(month, timeZone)),
        nextPayoutAt: payoutAfter(now, timeZone),
      },
      ...{ payouts, next: rows.length > PAGE ? (payouts.at(-1)?.id ?? null) : null },
    };
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    return {};
  },
});
