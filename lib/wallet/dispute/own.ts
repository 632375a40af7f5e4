import { z } from 'zod';
import { after, DAY_MS } from '../../base/clock';
import { idText } from '../../base/id';
import { notFound, notSignedIn } from '../../base/refusal';
import { query } from '../../command/command';
import { readDeed, readDisputeOf, readReversal } from '../past-deed';
import { receiptNumberOf } from '../receipt-number';
import { sampleTransfer } from '../sample-wallet';
import { aboutsOf, refusalOfRaising } from './dispute';
import { sampleDispute } from './sample-dispute';
import { ABOUTS, DISPUTE_STATES } from './spoken';

const MOST = 50;
const state = z.enum(DISPUTE_STATES);

const own = z.strictObject({
  id: z.uuid(),
  deedId: z.uuid(),
  receiptNumber: z.string(),
  about: z.enum(ABOUTS),
  state,
  /** Whether they raised it, or their money is held for somebody else's. */
  mine: z.boolean(),
  currency: z.string(),
  amount: z.bigint(),
  held: z.bigint(),
  raisedAt: z.date(),
  deadlineAt: z.date(),
  decidedAt: z.date().nullable(),
  /** What staff wrote, for whoever raised it. */
  decision: z.string().nullable(),
});
export type OwnDispute = z.infer<typeof own>;

// What others say of payments that somebody got is read from the open ones alone: what ended holds nothing any more.
const READ = `select m.id, m.deed_id as "deedId", m.about, m.state, m.held, a.currency, t.amount, m.raised_at as "raisedAt",
    m.deadline_at as "deadlineAt", m.decided_at as "decidedAt", m.decision, m.raised_by = $2 as mine
  from money_disputes m
  join accounts a on a.tenant_id = $1 and a.id = m.account_id
  join transfers t on t.tenant_id = $1 and t.deed_id = m.deed_id and t.operation in ('transfer', 'withdrawal')
  where m.tenant_id = $1`;

type Row = Omit<OwnDispute, 'receiptNumber' | 'held' | 'amount'> & { held: string; amount: string };

/** The disputes that somebody raised, and those for which money of theirs is held, without who the other side is. */
export const listOwnDisputes = query({
  name: 'dispute.list-own',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({ disputes: z.array(own) }),
  async run({ tx, actor, tenant }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { rows } = await tx.$client.query<Row>({
      name: 'disputes-own',
      text: `(${READ} and m.raised_by = $2 order by m.id desc limit $3) union all
        (${READ} and m.state = 'open' and a.owner_id = $2 and m.raised_by <> $2 order by m.id desc limit $3)`,
      values: [tenant.id, actor.principal.id, MOST],
    });
    return {
      disputes: rows
        .toSorted((one, other) => (one.id < other.id ? 1 : -1))
        .map(({ deedId, held, amount, mine, decision, about, ...row }) => ({
          ...{ ...row, deedId, mine, about: mine ? about : ('other' as const) },
          ...{ held: BigInt(held), amount: BigInt(amount), receiptNumber: receiptNumberOf(deedId) },
          decision: mine ? decision : null,
        })),
    };
  },
  async sample(ground) {
    await sampleDispute(ground, ground.actorId);
    return {};
  },
});

/** What became of a movement after it was posted, for the two people whose money it moved. */
export const afterReceipt = query({
  name: 'wallet.receipt.after',
  proof: 'session',
  input: z.strictObject({ deedId: idText }),
  output: z.strictObject({
    /** What was taken back of it, with the receipt of that. */
    reversal: z
      .strictObject({
        ...{ receiptId: z.uuid(), amount: z.bigint(), fee: z.bigint(), at: z.date() },
        currency: z.string(),
      })
      .nullable(),
    dispute: z
      .strictObject({
        ...{ id: z.uuid(), state, mine: z.boolean(), held: z.bigint() },
        ...{ deadlineAt: z.date(), currency: z.string() },
      })
      .nullable(),
    /** What the reader may say of it, and until when; null where they may not dispute it. */
    mayDispute: z.strictObject({ abouts: z.array(z.enum(ABOUTS)), until: z.date() }).nullable(),
  }),
  async run({ tx, actor, tenant, now }, { deedId }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const deed = await readDeed(tx, tenant, deedId);
    const { from, to, currency } = deed;
    if (from?.ownerId !== personId && to?.ownerId !== personId) throw notFound();
    const { money } = tenant.settings;
    const reversal = await readReversal(tx, tenant, deedId);
    const dispute = await readDisputeOf(tx, tenant, deed);
    const refused = refusalOfRaising({ deed, now, money, reversed: reversal !== null, earlier: dispute });
    const paid = from?.ownerId === personId && from.kind === 'wallet' && to !== null;
    const mine = dispute?.raisedBy === personId;
    return {
      reversal: reversal && {
        ...{ receiptId: reversal.deedId, amount: reversal.amount, at: reversal.at, currency },
        // What the payer paid on top is theirs to know.
        fee: from?.ownerId === personId ? reversal.fee : 0n,
      },
      // What ended for the payee ended: they read of it in their messages.
      dispute:
        dispute && (mine || dispute.state === 'open')
          ? {
              id: dispute.id,
              state: dispute.state,
              mine,
              held: dispute.held,
              deadlineAt: dispute.deadlineAt,
              currency,
            }
          : null,
      mayDispute:
        paid && !refused
          ? { abouts: [...aboutsOf(deed)], until: after(deed.at, money.disputeWithinDays * DAY_MS) }
          : null,
    };
  },
  sample: async (ground) => ({ deedId: (await sampleTransfer(ground, ground.actorId)).deedId }),
});
