import { z } from 'zod';
import type { Tx } from '@/db/client';
import { Refusal } from '../../base/refusal';
import { query } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { readHolders } from '../figures';
import { isBetweenPeople, readDeed, readDisputeOf, readReversal } from '../past-deed';
import { readReceiptNumber, receiptNumberOf } from '../receipt-number';
import { sampleTransfer } from '../sample-wallet';
import { availableOf } from '../wallet';
import { isOwnMovement, ownMovement } from './hands';
import { isTakenBack, refusalOfDeed } from './take-back';

const MOST = 25;

const movement = z.strictObject({
  deedId: z.uuid(),
  receiptNumber: z.string(),
  operation: z.string(),
  amount: z.bigint(),
  fee: z.bigint(),
  commission: z.bigint(),
  currency: z.string(),
  at: z.date(),
  from: z.string(),
  to: z.string(),
  /** What its payee has of it now, with what a dispute holds. */
  payeeHas: z.bigint(),
  disputeId: z.uuid().nullable(),
  reversed: z.strictObject({ receiptId: z.uuid(), amount: z.bigint(), at: z.date() }).nullable(),
  /** Why it cannot be taken back, or not by whoever looks; null where nothing is known against it. */
  mayNot: z.string().nullable(),
});
export type FoundMovement = z.infer<typeof movement>;

/** Shows a movement by its receipt, as far as it matters to taking it back. */
export const lookAtReversal = query({
  name: 'reversal.look',
  proof: 'second-factor',
  input: z.strictObject({ receipt: z.string().max(64) }),
  evidence: ({ receipt }) => ({ subject: `transfer:${readReceiptNumber(receipt) ?? 'unknown'}` }),
  output: z.strictObject({ movement: movement.nullable() }),
  async run({ tx, actor, tenant, now }, { receipt }) {
    const deedId = readReceiptNumber(receipt);
    const deed = deedId && (await found(readDeed(tx, tenant, deedId)));
    if (!deed) return { movement: null };
    const { operation, amount, fee, commission, currency, at, from, to } = deed;
    const sides = await readHolders(tx, tenant, {
      ...{ payer: from ?? undefined, payee: to ?? undefined, currency, now },
    });
    const reversal = await readReversal(tx, tenant, deed.deedId);
    const dispute = await readDisputeOf(tx, tenant, deed);
    const held = dispute?.state === 'open' ? dispute.held : 0n;
    const refused =
      refusalOfDeed(deed) ??
      (reversal ? isTakenBack() : undefined) ??
      (isOwnMovement(deed, personIdOf(actor) ?? '') ? ownMovement() : undefined);
    return {
      movement: {
        ...{ deedId: deed.deedId, receiptNumber: receiptNumberOf(deed.deedId), operation, amount, fee },
        ...{ commission, currency, at, from: sides.payer?.name ?? '–', to: sides.payee?.name ?? '–' },
        payeeHas: isBetweenPeople(deed) && sides.payee ? availableOf(sides.payee) + held : 0n,
        disputeId: dispute?.state === 'open' ? dispute.id : null,
        reversed: reversal && { receiptId: reversal.deedId, amount: reversal.amount, at: reversal.at },
        mayNot: refused?.code ?? null,
      },
    };
  },
  sample: async (ground) => ({ receipt: (await sampleTransfer(ground)).deedId }),
});

/** What is not found is nothing, on a page that searches. */
async function found<Found>(reading: Promise<Found>): Promise<Found | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return undefined;
    throw error;
  }
}

const listed = z.strictObject({
  proposalId: z.uuid(),
  deedId: z.uuid(),
  receiptNumber: z.string(),
  state: z.enum(['pending_approval', 'posted']),
  amount: z.bigint(),
  currency: z.string(),
  maker: z.string(),
  madeAt: z.date(),
  checker: z.string().nullable(),
  decidedAt: z.date().nullable(),
});
export type ListedReversal = z.infer<typeof listed>;

/** The reversals that wait for a second person, and the newest that were done. */
export const listReversals = query({
  name: 'reversal.list',
  proof: 'second-factor',
  input: z.strictObject({}),
  output: z.strictObject({ reversals: z.array(listed) }),
  async run({ tx, tenant, now }) {
    const rows = await readReversals(tx, tenant.id, now);
    return {
      reversals: rows.map(({ amount, deedId, ...row }) => ({
        ...{ ...row, deedId, amount: BigInt(amount), receiptNumber: receiptNumberOf(deedId) },
      })),
    };
  },
  async sample(ground) {
    await sampleTransfer(ground);
    return {};
  },
});

type Row = Omit<ListedReversal, 'amount' | 'receiptNumber'> & { amount: string };

// What waits and what was done, each a range of the index of states.
const READ = {
  name: 'reversals-list',
  text: `select p.id as "proposalId", p.deed_id as "deedId", p.state, p.amount, p.currency, m.name as maker, p.made_at as "madeAt",
      c.name as checker, p.decided_at as "decidedAt"
    from (
      (select * from money_proposals where tenant_id = $1 and state = 'pending_approval' and kind = 'reversal' and expires_at > $2
        order by id desc limit $3)
      union all
      (select * from money_proposals where tenant_id = $1 and state = 'posted' and kind = 'reversal' order by id desc limit $3)
    ) p
    join users m on m.tenant_id = $1 and m.id = p.maker_id
    left join users c on c.tenant_id = $1 and c.id = p.checker_id
    order by p.state, p.id desc`,
};

async function readReversals(tx: Tx, tenantId: string, now: Date): Promise<Row[]> {
  const { rows } = await tx.$client.query<Row>({ ...READ, values: [tenantId, now, MOST] });
  return rows;
}
