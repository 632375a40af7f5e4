import { z } from 'zod';
import type { Tx } from '@/db/client';
import { PENDING_STATES } from '@/db/schema/money';
import { idText } from '../../base/id';
import { maskMsisdn, maskName } from '../../base/mask';
import type { Msisdn } from '../../base/msisdn';
import { notFound, notSignedIn } from '../../base/refusal';
import { query } from '../../command/command';
import type { Tenant } from '../../policy/tenant';
import { receiptNumberOf } from '../receipt-number';
import { samplePending } from './sample-pending';

export const shownPending = z.strictObject({
  id: z.uuid(),
  operation: z.enum(['withdrawal', 'transfer']),
  state: z.enum(PENDING_STATES),
  /** Who started it, masked, and in which shop; null for what somebody started themselves. */
  agent: z.strictObject({ name: z.string(), place: z.string() }).nullable(),
  /** Who is paid; null for cash. */
  to: z.strictObject({ name: z.string(), number: z.string() }).nullable(),
  amount: z.bigint(),
  fee: z.bigint(),
  currency: z.string(),
  startedAt: z.date(),
  expiresAt: z.date(),
  endedAt: z.date().nullable(),
  /** Why it came to nothing: the code of a sentence, or who ended it. */
  reason: z.string().nullable(),
  /** The number of its receipt, once it is posted. */
  receiptNumber: z.string().nullable(),
});
export type OwnPending = z.infer<typeof shownPending>;

const WAITS = `p.state in ('created', 'pending_customer', 'pending_approval')`;
const OPEN = `${WAITS} and p.expires_at > $3`;
const MOST_SHOWN = 20;

const READ = `
  select p.id, p.operation, case when ${WAITS} and p.expires_at <= $3 then 'expired' else p.state end as state,
    p.started_by, p.payer_id, a.name as agent, n.name as place, case when p.operation = 'transfer' then y.name end as to_name, p.payee_mobile,
    p.amount, p.fee, p.currency, p.started_at, p.expires_at, p.ended_at, p.reason
  from pending_transfers p
  join users a on a.tenant_id = p.tenant_id and a.id = p.started_by
  left join units n on n.tenant_id = p.tenant_id and n.id = a.unit_id
  left join users y on y.tenant_id = p.tenant_id and y.id = p.payee_id
  where p.tenant_id = $1 and p.payer_id = $2 and`;
const NEWEST = `order by p.id desc limit ${MOST_SHOWN}`;

const LIST = { name: 'pending-own-list', text: `${READ} ${OPEN} ${NEWEST}` };
const SHOW = { name: 'pending-own-show', text: `${READ} p.id = $4` };

type Row = Pick<OwnPending, 'id' | 'operation' | 'state' | 'currency' | 'reason'> & {
  started_by: string;
  payer_id: string;
  agent: string;
  place: string | null;
  to_name: string | null;
  payee_mobile: string | null;
  amount: string;
  fee: string;
  started_at: Date;
  expires_at: Date;
  ended_at: Date | null;
};

type Asked = { payerId: string; now: Date; id?: string };

/** What waits of a customer, or one of it, as they may see it. */
export async function readOwnPending(
  tx: Tx,
  tenant: Tenant,
  { payerId, now, id }: Asked,
): Promise<OwnPending[]> {
  const values = [tenant.id, payerId, now, ...(id ? [id] : [])];
  const { rows } = await tx.$client.query<Row>({ ...(id ? SHOW : LIST), values });
  return rows.map((row) => shownOf(row, tenant));
}

function shownOf(row: Row, tenant: Tenant): OwnPending {
  const { id, operation, state, currency, reason } = row;
  const isOwn = row.started_by === row.payer_id;
  return {
    ...{ id, operation, state, currency, reason },
    agent: isOwn ? null : { name: maskName(row.agent), place: row.place ?? tenant.name },
    to:
      row.to_name === null
        ? null
        : {
            name: maskName(row.to_name),
            number: row.payee_mobile ? maskMsisdn(row.payee_mobile as Msisdn) : '',
          },
    ...{ amount: BigInt(row.amount), fee: BigInt(row.fee) },
    ...{ startedAt: row.started_at, expiresAt: row.expires_at, endedAt: row.ended_at },
    receiptNumber: state === 'posted' ? receiptNumberOf(id) : null,
  };
}

/** What is held in somebody's wallet for a payment, and what waits for their yes: the newest first. */
export const listOwnPending = query({
  name: 'wallet.pending.list-own',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({ pending: z.array(shownPending) }),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    return { pending: await readOwnPending(tx, tenant, { payerId: actor.principal.id, now }) };
  },
  async sample(ground) {
    await samplePending(ground, { payerId: ground.actorId });
    return {};
  },
});

/** One payment out of somebody's own wallet, as it stands now: who asks, whom it pays, how much and what it costs. */
export const showOwnPending = query({
  name: 'wallet.pending.show-own',
  proof: 'session',
  input: z.strictObject({ id: idText }),
  output: shownPending,
  async run({ tx, actor, tenant, now }, { id }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const [one] = await readOwnPending(tx, tenant, { payerId: actor.principal.id, now, id });
    if (!one) throw notFound();
    return one;
  },
  async sample(ground) {
    return { id: (await samplePending(ground, { payerId: ground.actorId })).id };
  },
});
