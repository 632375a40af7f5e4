import { z } from 'zod';
import type { Tx } from '@/db/client';
import { idText, LARGEST_ID, SMALLEST_ID } from '../../base/id';
import { notFound } from '../../base/refusal';
import { query } from '../../command/command';
import { readHolders } from '../figures';
import { isBetweenPeople, readDeed, readDispute, readReversal } from '../past-deed';
import { receiptNumberOf } from '../receipt-number';
import { refusalOfHands } from '../reversal/hands';
import { eventsAbout, side, sideEvents, sideOf } from '../side';
import { refusalOfEnding } from './dispute';
import { sampleDispute } from './sample-dispute';
import { ABOUTS, DISPUTE_STATES } from './spoken';

const PAGE = 25;

const state = z.enum(DISPUTE_STATES);
const about = z.enum(ABOUTS);

const listed = z.strictObject({
  id: z.uuid(),
  receiptNumber: z.string(),
  about,
  state,
  held: z.bigint(),
  currency: z.string(),
  raisedBy: z.string(),
  raisedAt: z.date(),
  deadlineAt: z.date(),
});
export type ListedDispute = z.infer<typeof listed>;

/** The disputes of one state: the open ones in the order in which their deadlines come, all others newest first. */
export const listDisputes = query({
  name: 'dispute.list',
  proof: 'second-factor',
  input: z.strictObject({ state: state.default('open'), after: idText.optional() }),
  output: z.strictObject({ disputes: z.array(listed), next: z.uuid().nullable() }),
  async run({ tx, tenant }, { state: of, after }) {
    const rows = await readQueue(tx, tenant.id, of, after);
    const shown = rows.slice(0, PAGE);
    return {
      disputes: shown.map(({ deedId, held, ...row }) => ({
        ...{ ...row, held: BigInt(held) },
        receiptNumber: receiptNumberOf(deedId),
      })),
      next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    };
  },
  async sample(ground) {
    await sampleDispute(ground);
    return { state: 'open' };
  },
});

const QUEUE = `select m.id, m.deed_id as "deedId", m.about, m.state, m.held, a.currency, u.name as "raisedBy",
    m.raised_at as "raisedAt", m.deadline_at as "deadlineAt"
  from money_disputes m
  join accounts a on a.tenant_id = $1 and a.id = m.account_id
  join users u on u.tenant_id = $1 and u.id = m.raised_by
  where m.tenant_id = $1 and m.state = $2`;
// All have as long, so whoever came first is due first.
const OPEN = { name: 'disputes-open', text: `${QUEUE} and m.id > $3 order by m.id limit $4` };
const ENDED = { name: 'disputes-ended', text: `${QUEUE} and m.id < $3 order by m.id desc limit $4` };

type Queued = Omit<ListedDispute, 'receiptNumber' | 'held'> & { deedId: string; held: string };

async function readQueue(
  tx: Tx,
  tenantId: string,
  of: ListedDispute['state'],
  after: string | undefined,
): Promise<Queued[]> {
  const isOpen = of === 'open';
  const from = after ?? (isOpen ? SMALLEST_ID : LARGEST_ID);
  const { rows } = await tx.$client.query<Queued>({
    ...(isOpen ? OPEN : ENDED),
    values: [tenantId, of, from, PAGE + 1],
  });
  return rows;
}

const shown = z.strictObject({
  id: z.uuid(),
  state,
  about,
  words: z.string(),
  held: z.bigint(),
  currency: z.string(),
  raisedAt: z.date(),
  deadlineAt: z.date(),
  decidedAt: z.date().nullable(),
  decidedBy: z.string().nullable(),
  decision: z.string().nullable(),
  movement: z.strictObject({
    deedId: z.uuid(),
    receiptNumber: z.string(),
    operation: z.enum(['transfer', 'withdrawal', 'deposit']),
    amount: z.bigint(),
    fee: z.bigint(),
    at: z.date(),
    reversed: z.strictObject({ amount: z.bigint(), at: z.date() }).nullable(),
  }),
  payer: side,
  payee: side,
  /** Why whoever looks may not decide; null where they may. */
  mayNotDecide: z.string().nullable(),
  events: sideEvents,
});
export type ShownDispute = z.infer<typeof shown>;

/** A dispute on one page: what is said, what moved, what is held, what both sides did since, and who may decide. */
export const showDispute = query({
  name: 'dispute.show',
  proof: 'second-factor',
  input: z.strictObject({ disputeId: idText }),
  evidence: ({ disputeId }) => ({ subject: `dispute:${disputeId}` }),
  output: shown,
  async run(deed, { disputeId }) {
    const { tx, tenant, now } = deed;
    const one = await readDispute(tx, tenant, disputeId);
    const movement = one && (await readDeed(tx, tenant, one.deedId));
    if (!movement || !isBetweenPeople(movement)) throw notFound();
    const { from, to, deedId, operation, amount, fee, at, currency } = movement;
    const reversal = await readReversal(tx, tenant, deedId);
    const parties = { payer: from, payee: to, now, currency };
    const { payer, payee } = await readHolders(tx, tenant, parties);
    if (!payer || !payee || !isShown(operation)) throw notFound();
    return {
      ...{ id: one.id, state: one.state, about: one.about, words: one.words, held: one.held, currency },
      ...{ raisedAt: one.raisedAt, deadlineAt: one.deadlineAt, decidedAt: one.decidedAt },
      ...{ decision: one.decision, decidedBy: await nameOf(tx, tenant.id, one.decidedBy) },
      movement: {
        ...{ deedId, operation, amount, fee, at, receiptNumber: receiptNumberOf(deedId) },
        reversed: reversal && { amount: reversal.amount, at: reversal.at },
      },
      payer: await sideOf(deed, { holder: payer, currency }),
      payee: await sideOf(deed, { holder: payee, currency }),
      mayNotDecide: (refusalOfEnding(one, now) ?? (await refusalOfHands(deed, movement)))?.code ?? null,
      events: await eventsAbout(deed, { [`dispute:${disputeId}`]: STEPS }),
    };
  },
  sample: async (ground) => ({ disputeId: (await sampleDispute(ground)).disputeId }),
});

const SHOWN = ['transfer', 'withdrawal', 'deposit'] as const;
const isShown = (operation: string): operation is (typeof SHOWN)[number] =>
  SHOWN.some((one) => one === operation);

async function nameOf(tx: Tx, tenantId: string, personId: string | null): Promise<string | null> {
  if (!personId) return null;
  const { rows } = await tx.$client.query<{ name: string }>({
    name: 'dispute-decider',
    text: 'select name from users where tenant_id = $1 and id = $2',
    values: [tenantId, personId],
  });
  return rows[0]?.name ?? null;
}

const STEPS = ['dispute.raise', 'dispute.decide', 'dispute.withdraw', 'dispute.lapse'];
