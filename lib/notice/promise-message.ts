import type { Tx } from '@/db/client';
import type en from '@/messages/en/notice.json';
import { newId } from '../base/id';
import { seal } from '../base/seal';
import type { Tenant } from '../policy/tenant';

/** The name of a message's words: a key of messages/<locale>/notice.json. */
export type Template = keyof typeof en;

export type PromisedMessage = {
  personId: string | null;
  /** `none` goes to nobody: for an address that is nobody's, so that our work does not tell. */
  channel: 'sms' | 'email' | 'whatsapp' | 'none';
  address: string;
  template: Template;
  /** The reader's language; the tenant's where the reader chose none. */
  locale: string | null;
  /** What stands in the words' places, already formatted. `{tenant}` is there without being given. */
  values: Record<string, string>;
};

const MOST_AT_ONCE = 10;

/** Where a message's values are sealed: they open in their own row and nowhere else. */
export const placeOf = (tenantId: string, messageId: string) => `outbox:${tenantId}:${messageId}`;

/** Promises one message in the deed's transaction: it is sent after the commit, or never if the deed fails. Gives its id. */
export async function promiseMessage(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  message: PromisedMessage,
): Promise<string> {
  const [id = ''] = await promiseMessages(tx, tenant, now, [message]);
  return id;
}

/** As `promiseMessage`, for several at once: up to ten cost one round trip. Gives their ids in order. */
export async function promiseMessages(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  messages: readonly PromisedMessage[],
): Promise<string[]> {
  const ids: string[] = [];
  for (let start = 0; start < messages.length; start += MOST_AT_ONCE) {
    const some = messages
      .slice(start, start + MOST_AT_ONCE)
      .map((message) => ({ id: newId(now), ...message }));
    await tx.$client.query({
      ...statementFor(some.length),
      values: [tenant.id, now, ...some.flatMap((message) => rowOf(tenant, message))],
    });
    ids.push(...some.map(({ id }) => id));
  }
  return ids;
}

const COLUMNS_OF_ONE = 7;

function rowOf(tenant: Tenant, message: PromisedMessage & { id: string }): unknown[] {
  const { id, personId, channel, address, template, locale, values } = message;
  const words = JSON.stringify({ tenant: tenant.name, ...values });
  const sealed = seal(words, 'outbox', placeOf(tenant.id, id));
  return [id, personId, channel, address, template, locale ?? tenant.locale, sealed];
}

const statements = new Map<number, { name: string; text: string }>();

/** Message and queue row go in one statement, prepared once for each count of messages. */
function statementFor(count: number): { name: string; text: string } {
  const known = statements.get(count);
  if (known) return known;
  const firsts = Array.from({ length: count }, (_, index) => 3 + index * COLUMNS_OF_ONE);
  const messages = firsts.map(
    (n) =>
      `($1::uuid,$${n}::uuid,$${n + 1}::uuid,$${n + 2},$${n + 3},$${n + 4},$${n + 5},$${n + 6}::bytea,'waiting',$2::timestamptz)`,
  );
  const queue = firsts.map((n) => `($${n}::uuid,$1::uuid,$2::timestamptz)`);
  const made = {
    name: `outbox-promise-${count}`,
    text: `with promised as (
             insert into outbox_messages (tenant_id, id, person_id, channel, address, template, locale, values, state, created_at)
             values ${messages.join(', ')})
           insert into outbox_queue (message_id, of_tenant, due_at) values ${queue.join(', ')}`,
  };
  statements.set(count, made);
  return made;
}
