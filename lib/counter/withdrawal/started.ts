import { z } from 'zod';
import type { Tx } from '@/db/client';
import { PENDING_STATES } from '@/db/schema/money';
import { idText } from '../../base/id';
import { maskMsisdn, maskName } from '../../base/mask';
import type { Msisdn } from '../../base/msisdn';
import { notFound, notSignedIn } from '../../base/refusal';
import { query } from '../../command/command';
import { samplePending } from '../../wallet/pending/sample-pending';
import { receiptNumberOf } from '../../wallet/receipt-number';

const party = z.strictObject({ name: z.string(), number: z.string() });

const shown = z.strictObject({
  id: z.uuid(),
  operation: z.enum(['withdrawal', 'transfer']),
  state: z.enum(PENDING_STATES),
  customer: party,
  /** Who is paid; null for cash. */
  to: party.nullable(),
  amount: z.bigint(),
  fee: z.bigint(),
  /** What the agent earns by it. */
  commission: z.bigint(),
  currency: z.string(),
  startedAt: z.date(),
  expiresAt: z.date(),
  endedAt: z.date().nullable(),
  confirmedBy: z.enum(['portal', 'ussd', 'code']).nullable(),
  /** Who ended it, or why it could not be made; the reasons that lie in the customer's account stay with the customer. */
  why: z.enum(['by_customer', 'by_agent', 'agent', 'other']).nullable(),
  /** Whether the customer can be asked on their telephone too; else their portal is the only way. */
  hasCode: z.boolean(),
  receiptNumber: z.string().nullable(),
});
export type StartedPending = z.infer<typeof shown>;

const MOST_SHOWN = 20;

// What an agent started, and what they redeemed of a code that its customer had made.
const READ = `
  select p.id, p.operation, case when p.state in ('created', 'pending_customer') and p.expires_at <= $3 then 'expired' else p.state end as state,
    c.name as customer, c.mobile as customer_mobile, case when p.operation = 'transfer' then y.name end as to_name, p.payee_mobile,
    p.amount, p.fee, p.commission, p.currency, p.started_at, p.expires_at, p.ended_at, p.confirmed_by, p.reason,
    p.question_id is not null as asked
  from pending_transfers p
  join users c on c.tenant_id = p.tenant_id and c.id = p.payer_id
  left join users y on y.tenant_id = p.tenant_id and y.id = p.payee_id
  where p.tenant_id = $1 and p.payer_id <> $2 and`;

const LIST = {
  name: 'pending-started-list',
  text: `${READ} p.started_by = $2 order by p.id desc limit ${MOST_SHOWN}`,
};
const SHOW = {
  name: 'pending-started-show',
  text: `${READ} p.id = $4 and (p.started_by = $2 or (p.operation = 'withdrawal' and p.payee_id = $2))`,
};

type Row = Pick<StartedPending, 'id' | 'operation' | 'state' | 'currency'> & {
  customer: string;
  customer_mobile: string | null;
  to_name: string | null;
  payee_mobile: string | null;
  amount: string;
  fee: string;
  commission: string;
  started_at: Date;
  expires_at: Date;
  ended_at: Date | null;
  confirmed_by: StartedPending['confirmedBy'];
  reason: string | null;
  asked: boolean;
};

async function read(
  tx: Tx,
  tenantId: string,
  { agentId, now, id }: { agentId: string; now: Date; id?: string },
): Promise<StartedPending[]> {
  const values = [tenantId, agentId, now, ...(id ? [id] : [])];
  const { rows } = await tx.$client.query<Row>({ ...(id ? SHOW : LIST), values });
  return rows.map(shownOf);
}

const partyOf = (name: string, mobile: string | null) => ({
  name: maskName(name),
  number: mobile ? maskMsisdn(mobile as Msisdn) : '',
});

function shownOf(row: Row): StartedPending {
  const { id, operation, state, currency } = row;
  return {
    ...{ id, operation, state, currency },
    customer: partyOf(row.customer, row.customer_mobile),
    to: row.to_name === null ? null : partyOf(row.to_name, row.payee_mobile),
    ...{ amount: BigInt(row.amount), fee: BigInt(row.fee), commission: BigInt(row.commission) },
    ...{ startedAt: row.started_at, expiresAt: row.expires_at, endedAt: row.ended_at },
    ...{ confirmedBy: row.confirmed_by, why: whyOf(row), hasCode: row.asked },
    receiptNumber: state === 'posted' ? receiptNumberOf(id) : null,
  };
}

function whyOf({ state, reason }: Row): StartedPending['why'] {
  if (state !== 'rejected') return null;
  if (reason === 'by_customer' || reason === 'by_agent') return reason;
  return reason === 'pending_agent_is_gone' ? 'agent' : 'other';
}

/** What an agent started lately, the newest first, as it stands. */
export const listStarted = query({
  name: 'wallet.pending.list',
  proof: 'second-factor',
  input: z.strictObject({}),
  output: z.strictObject({ started: z.array(shown) }),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    return { started: await read(tx, tenant.id, { agentId: actor.principal.id, now }) };
  },
  async sample(ground) {
    await samplePending(ground, { startedBy: ground.actorId });
    return {};
  },
});

/** One payment that an agent started, as it stands: whether the customer has confirmed it, and so whether to pay out. */
export const showStarted = query({
  name: 'wallet.pending.show',
  proof: 'second-factor',
  input: z.strictObject({ id: idText }),
  output: shown,
  async run({ tx, actor, tenant, now }, { id }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const [one] = await read(tx, tenant.id, { agentId: actor.principal.id, now, id });
    if (!one) throw notFound();
    return one;
  },
  async sample(ground) {
    return { id: (await samplePending(ground, { startedBy: ground.actorId })).id };
  },
});
