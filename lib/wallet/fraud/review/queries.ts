import { z } from 'zod';
import type { Tx } from '@/db/client';
import { DAY_MS, after as later } from '../../../base/clock';
import { firstIdAt, idText } from '../../../base/id';
import { notFound } from '../../../base/refusal';
import { type Deed, query } from '../../../command/command';
import type { Tenant } from '../../../policy/tenant';
import { readHolders, walletOf } from '../../figures';
import { receiptNumberOf } from '../../receipt-number';
import { eventsAbout, side, sideEvents, sideOf } from '../../side';
import { OUTCOMES } from '../scored';
import { refusalOfOwn, refusalOfReview, VERDICTS } from './decide';
import { sampleHeld } from './sample-held';
import { readScore } from './stored-score';

const PAGE = 25;
const LARGEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** What waits for a word, what was let through or refused and nobody looked at yet, and what was looked at. */
export const QUEUES = ['waiting', 'alerts', 'reviewed'] as const;

const listed = z.strictObject({
  deedId: z.uuid(),
  operation: z.enum(['transfer', 'withdrawal']),
  payer: z.string(),
  payee: z.string().nullable(),
  amount: z.bigint(),
  currency: z.string(),
  at: z.date(),
  score: z.int(),
  outcome: z.enum(OUTCOMES),
  verdict: z.enum(VERDICTS).nullable(),
  reviewedBy: z.string().nullable(),
  /** Until when it waits; null where nothing does. */
  waitsUntil: z.date().nullable(),
});
export type ListedFraud = z.infer<typeof listed>;

/** Nothing waits for longer than the longest that a tenant may set, and an hour for its quote: what is older is not read. */
const oldestWaiting = (now: Date): string => firstIdAt(later(now, -8 * DAY_MS));

/** Deeds that look like fraud: what waits in the order in which its time is over, all others newest first. */
export const listFraud = query({
  name: 'fraud.list',
  proof: 'second-factor',
  input: z.strictObject({ queue: z.enum(QUEUES).default('waiting'), after: idText.optional() }),
  output: z.strictObject({ deeds: z.array(listed), next: z.uuid().nullable() }),
  async run({ tx, tenant, now }, { queue, after }) {
    const from = after ?? (queue === 'waiting' ? oldestWaiting(now) : LARGEST_ID);
    const since = later(now, -tenant.settings.money.fraud.reviewWithinMs);
    const { rows } = await tx.$client.query<Row>({
      ...LISTS[queue],
      values: [tenant.id, from, PAGE + 1, now, since],
    });
    const shown = rows.slice(0, PAGE);
    return {
      deeds: shown.map(({ amount, ...row }) => ({ ...row, amount: BigInt(amount) })),
      next: rows.length > PAGE ? (shown.at(-1)?.deedId ?? null) : null,
    };
  },
  async sample(ground) {
    await sampleHeld(ground);
    return { queue: 'waiting' };
  },
});

type Row = Omit<ListedFraud, 'amount'> & { amount: string };

const READ = `select s.deed_id as "deedId", s.operation, p.name as payer, y.name as payee, s.amount, s.currency, s.at, s.score, s.outcome,
    s.verdict, r.name as "reviewedBy",
    case when w.state = 'pending_approval' and w.expires_at > $4 then w.expires_at
      when w.id is null and s.outcome = 'hold' and s.reviewed_at is null and s.at > $5 then s.at + ($4::timestamptz - $5::timestamptz)
      end as "waitsUntil"
  from fraud_scores s
  join users p on p.tenant_id = $1 and p.id = s.payer_id
  left join users y on y.tenant_id = $1 and y.id = s.payee_id
  left join users r on r.tenant_id = $1 and r.id = s.reviewed_by
  left join pending_transfers w on w.tenant_id = $1 and w.id = s.deed_id
  where s.tenant_id = $1`;
/** A transfer that is set aside and whose time lasts, or one that was not done and is to be asked for again. */
const WAITS = `s.outcome = 'hold' and case when w.id is null then s.at > $5 else w.state = 'pending_approval' and w.expires_at > $4 end`;
const UNSEEN = 's.flagged and s.reviewed_at is null';
const NEWEST = 's.deed_id < $2 order by s.deed_id desc limit $3';

const LISTS = {
  waiting: {
    name: 'fraud-waiting',
    text: `${READ} and ${UNSEEN} and ${WAITS} and s.deed_id > $2 order by s.deed_id limit $3`,
  },
  alerts: { name: 'fraud-alerts', text: `${READ} and ${UNSEEN} and not (${WAITS}) and ${NEWEST}` },
  reviewed: { name: 'fraud-reviewed', text: `${READ} and s.reviewed_at is not null and ${NEWEST}` },
};

const COUNT = {
  name: 'fraud-waiting-count',
  text: `select count(*)::int as count from (
      select from fraud_scores s left join pending_transfers w on w.tenant_id = $1 and w.id = s.deed_id
      where s.tenant_id = $1 and ${UNSEEN} and ${WAITS} and s.deed_id > $2 limit $3) few`,
};

/** How many deeds wait for a word, counted up to `most`. */
export async function countWaitingFraud(
  tx: Tx,
  tenant: Tenant,
  { now, most }: { now: Date; most: number },
): Promise<number> {
  const since = later(now, -tenant.settings.money.fraud.reviewWithinMs);
  const { rows } = await tx.$client.query<{ count: number }>({
    ...COUNT,
    values: [tenant.id, oldestWaiting(now), most, now, since],
  });
  return rows[0]?.count ?? 0;
}

const counted = z.strictObject({ count: z.number(), sum: z.number() });
const shown = z.strictObject({
  ...{ deedId: z.uuid(), operation: z.enum(['transfer', 'withdrawal']) },
  ...{ amount: z.bigint(), currency: z.string(), at: z.date() },
  score: z.int(),
  outcome: z.enum(OUTCOMES),
  /** What speaks for and against it, the weightiest first, in the logarithm of the odds. */
  reasons: z.array(z.strictObject({ code: z.string(), points: z.number() })),
  facts: z.strictObject({
    velocity: z.strictObject({ hour: counted, day: counted, week: counted }),
    ...{ structuring: z.number(), fanIn: z.number(), fanOut: z.number(), firstPayee: z.boolean() },
    ...{ hoursSinceSwap: z.number().nullable(), ip: z.string().nullable(), country: z.string().nullable() },
  }),
  /** How a transfer that was set aside stands; null where nothing was. */
  state: z.enum(['pending_approval', 'posted', 'rejected', 'expired']).nullable(),
  waitsUntil: z.date().nullable(),
  /** The number of its receipt, once it is paid. */
  receiptNumber: z.string().nullable(),
  ...{ payer: side, payee: side.nullable(), madeBy: z.string() },
  ...{ verdict: z.enum(VERDICTS).nullable(), note: z.string().nullable() },
  ...{ reviewedBy: z.string().nullable(), reviewedAt: z.date().nullable() },
  /** Why whoever looks may not decide, by the code of its sentence; null where they may. */
  mayNotDecide: z.string().nullable(),
  events: sideEvents,
});
export type ShownFraud = z.infer<typeof shown>;

const ASKED = ['wallet.transfer', 'wallet.withdrawal.start', 'wallet.on-behalf.start'];
const ENDED = ['wallet.pending.refuse', 'wallet.pending.expire'];

/** What is in the audit log of a deed: refused it is a case of fraud alone, set aside it waits, and let through it is paid. */
const stepsOf = (deedId: string) => ({
  [`fraud:${deedId}`]: [...ASKED, 'fraud.decide'],
  [`pending:${deedId}`]: [...ASKED, ...ENDED],
  [`transfer:${deedId}`]: ['wallet.transfer'],
});

/** One deed that looks like fraud: its score and what adds up to it, both people and what they did last, and who may decide. */
export const showFraud = query({
  name: 'fraud.show',
  proof: 'second-factor',
  input: z.strictObject({ deedId: idText }),
  evidence: ({ deedId }) => ({ subject: `fraud:${deedId}` }),
  output: shown,
  async run(deed, { deedId }) {
    const { tx, tenant, now } = deed;
    const scored = await readScore(tx, tenant.id, deedId);
    if (!scored) throw notFound();
    const { payerId, payeeId, operation, amount, currency, at, score, outcome, verdict, note } = scored;
    const payeeWallet = operation === 'transfer' && payeeId ? walletOf(payeeId) : undefined;
    const parties = { payer: walletOf(payerId), payee: payeeWallet, now, currency };
    const { payer, payee } = await readHolders(tx, tenant, parties);
    if (!payer) throw notFound();
    const stands = await readStanding(deed, scored);
    const { velocity, structuring, fanIn, fanOut, firstPayee, hoursSinceSwap, ip, country } = scored.facts;
    return {
      ...{ deedId, operation, amount, currency, at, score, outcome, verdict, note },
      reasons: weightiest(scored.reasons),
      facts: { velocity, structuring, fanIn, fanOut, firstPayee, hoursSinceSwap, ip, country },
      ...{ state: stands.state, waitsUntil: stands.waitsUntil },
      receiptNumber: stands.paid ? receiptNumberOf(deedId) : null,
      payer: await sideOf(deed, { holder: payer, currency }),
      payee: payee ? await sideOf(deed, { holder: payee, currency }) : null,
      ...{ madeBy: stands.madeBy, reviewedBy: stands.reviewedBy, reviewedAt: scored.reviewedAt },
      mayNotDecide: (await whyNotDecide(deed, scored, stands))?.code ?? null,
      events: await eventsAbout(deed, stepsOf(deedId)),
    };
  },
  sample: async (ground) => ({ deedId: (await sampleHeld(ground)).deedId }),
});

type Score = NonNullable<Awaited<ReturnType<typeof readScore>>>;
type Standing = Pick<ShownFraud, 'state' | 'waitsUntil' | 'madeBy' | 'reviewedBy'> & { paid: boolean };

async function readStanding(
  { tx, tenant, now }: Deed,
  { deedId, madeBy, reviewedBy }: Score,
): Promise<Standing> {
  const { rows } = await tx.$client.query<Standing>({
    name: 'fraud-standing',
    text: `select case when w.state = 'pending_approval' and w.expires_at <= $5 then 'expired'
          when w.state in ('created', 'pending_customer') then null else w.state end as state,
        case when w.state = 'pending_approval' and w.expires_at > $5 then w.expires_at end as "waitsUntil",
        m.name as "madeBy", r.name as "reviewedBy",
        exists (select from transfers t where t.tenant_id = $1 and t.deed_id = $2) as paid
      from users m
      left join users r on r.tenant_id = $1 and r.id = $4
      left join pending_transfers w on w.tenant_id = $1 and w.id = $2
      where m.tenant_id = $1 and m.id = $3`,
    values: [tenant.id, deedId, madeBy, reviewedBy, now],
  });
  const [row] = rows;
  if (!row) throw notFound();
  return row;
}

const weightiest = (reasons: Score['reasons']) =>
  [...reasons].sort((a, b) => Math.abs(b.points) - Math.abs(a.points));

async function whyNotDecide(deed: Deed, scored: Score, { state, waitsUntil }: Standing) {
  if (!scored.flagged) return notFound();
  const waits =
    state === 'pending_approval' && waitsUntil
      ? { state: 'pending_approval' as const, expiresAt: waitsUntil }
      : undefined;
  return refusalOfReview(scored, waits, deed.now) ?? (await refusalOfOwn(deed, scored));
}
