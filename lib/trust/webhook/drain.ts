import { inTenantReadOnly, pool } from '@/db/client';
import { after, MINUTE_MS } from '../../base/clock';
import { log } from '../../base/log';
import type { Tenant } from '../../policy/tenant';
import { type Calling, callReceiver } from './call';
import { secretsAt } from './secret';
import { settleDelivery } from './settle';
import { signedHeaders } from './sign';

/** So many deliveries of one tenant are under way at a time on a node, and so many of all. */
export const AT_ONCE_OF_ONE = 4;
const AT_ONCE = 256;
/** So many of the longest due are weighed against each other at a time. */
const LOOKED_AT = 2_000;
/** Far longer than a call may take: a node that dies leaves what it had in its hands due again when this is over. */
export const LEASE_MS = MINUTE_MS;

type Taken = { delivery_id: string; of_tenant: string; attempts: number };
type Waiting = { webhookId: string; url: string; secret: Buffer; body: string };

type Options = { tenantOf: (id: string) => Promise<Tenant | undefined>; calling?: Calling };

// A tenant whose receivers hang fills its own places and no others: while it has none left, its rows are passed over.
const TAKE = {
  name: 'webhook-take',
  text: `with due as (
           select delivery_id, of_tenant, due_at,
             row_number() over (partition by of_tenant order by due_at, delivery_id) as place
           from (select * from webhook_queue where due_at <= $1 and of_tenant <> all($4::uuid[])
                 order by due_at limit ${LOOKED_AT}) first),
         fair as (
           select d.delivery_id from due d
           left join unnest($5::uuid[], $6::int[]) as busy (of_tenant, count) on busy.of_tenant = d.of_tenant
           where d.place <= $7 - coalesce(busy.count, 0) order by d.place, d.due_at limit $3),
         mine as (
           select q.delivery_id from webhook_queue q
           where q.delivery_id in (select delivery_id from fair) and q.due_at <= $1 for update skip locked)
         update webhook_queue q set due_at = $2, attempts = q.attempts + 1
         from mine where q.delivery_id = mine.delivery_id
         returning q.delivery_id, q.of_tenant, q.attempts`,
};

const READ = {
  name: 'webhook-waiting',
  text: `select d.webhook_id as "webhookId", d.body, w.url, w.secret
         from webhook_deliveries d join webhooks w on w.tenant_id = d.tenant_id and w.id = d.webhook_id
         where d.tenant_id = $1 and d.id = $2 and d.state = 'waiting' and w.removed_at is null`,
};

/** Delivers events to webhooks. What it has begun runs on by itself, and nobody else waits for it. */
export class Deliverer {
  readonly #underWay = new Map<Promise<void>, string>();

  constructor(private readonly options: Options) {}

  /** Begins what is due, as far as there are places, and gives how many it began. Any number of nodes may do so at once. */
  async begin(now: Date): Promise<number> {
    const places = AT_ONCE - this.#underWay.size;
    if (places <= 0) return 0;
    const busy = new Map<string, number>();
    for (const tenantId of this.#underWay.values()) busy.set(tenantId, (busy.get(tenantId) ?? 0) + 1);
    const full = [...busy].filter(([, count]) => count >= AT_ONCE_OF_ONE).map(([id]) => id);
    const { rows } = await pool().query<Taken>({
      ...TAKE,
      values: [
        ...[now, after(now, LEASE_MS), places],
        ...[full, [...busy.keys()], [...busy.values()], AT_ONCE_OF_ONE],
      ],
    });
    for (const taken of rows) {
      const work = this.#deliver(taken, now).finally(() => this.#underWay.delete(work));
      this.#underWay.set(work, taken.of_tenant);
    }
    return rows.length;
  }

  /** Waits until all that was begun has ended. */
  async end(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.keys());
  }

  /** What fails here is due again when its lease is over. */
  async #deliver(taken: Taken, now: Date): Promise<void> {
    try {
      await this.#tryOnce(taken, now);
    } catch (error) {
      log().error({ err: error, deliveryId: taken.delivery_id }, 'an event could not be delivered');
    }
  }

  async #tryOnce({ delivery_id: id, of_tenant: tenantId, attempts: tries }: Taken, now: Date): Promise<void> {
    const tenant = await this.options.tenantOf(tenantId);
    const waiting = tenant && (await readWaiting(tenantId, id));
    if (!waiting) {
      await pool().query({
        name: 'webhook-queue-drop',
        text: 'delete from webhook_queue where delivery_id = $1',
        values: [id],
      });
      return;
    }
    const { webhookId, url } = waiting;
    const answer = await this.#call(waiting, { tenantId, id, at: now });
    await settleDelivery(tenant, { deliveryId: id, webhookId, url, tries, answer }, now);
  }

  #call(
    { webhookId, url, body, secret }: Waiting,
    { tenantId, id, at }: { tenantId: string; id: string; at: Date },
  ) {
    const secrets = secretsAt(secret, { tenantId, webhookId }, at);
    return callReceiver(
      { url, body, headers: signedHeaders(secrets, { id, body, at }) },
      this.options.calling,
    );
  }
}

const readWaiting = (tenantId: string, id: string): Promise<Waiting | undefined> =>
  inTenantReadOnly(tenantId, async (tx) => {
    const { rows } = await tx.$client.query<Waiting>({ ...READ, values: [tenantId, id] });
    return rows[0];
  });
