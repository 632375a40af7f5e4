import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { type Page, walk } from '../base/walk';
import { WAYS } from '../notice/topic';

export const MESSAGE_STATES = ['waiting', 'sent', 'failed', 'unclear', 'withheld'] as const;
/** The ways, and what was made for nobody. */
export const MESSAGE_CHANNELS = [...WAYS, 'none'] as const;

/** What messages are narrowed down by; all parts must be met. */
export type MessageFilter = {
  state?: string;
  channel?: string;
  template?: string;
  personId?: string;
};

export type StoredMessage = {
  id: string;
  channel: (typeof MESSAGE_CHANNELS)[number];
  address: string;
  template: string;
  state: (typeof MESSAGE_STATES)[number];
  attempts: number;
  lastProblem: string | null;
  createdAt: Date;
  sentAt: Date | null;
  personId: string | null;
  personName: string | null;
};

/** A value is said as a range of one and sorted by, so that no other index is in the order asked for. */
function rangeOf({ personId, state }: MessageFilter): { where: SQL; order: SQL } {
  const newest = sql`m.id desc`;
  if (personId)
    return {
      where: sql`m.person_id >= ${personId} and m.person_id <= ${personId}`,
      order: sql`m.person_id desc, ${newest}`,
    };
  if (state)
    return {
      where: sql`m.state >= ${state} and m.state <= ${state}`,
      order: sql`m.state desc, ${newest}`,
    };
  return { where: sql`true`, order: newest };
}

function testsOf({ state, channel, template }: MessageFilter): SQL {
  const tests = [sql`true`];
  if (state) tests.push(sql`m.state = ${state}`);
  if (channel) tests.push(sql`m.channel = ${channel}`);
  if (template) tests.push(sql`m.template = ${template}`);
  return sql.join(tests, sql` and `);
}

type Seen = { id: string; fits: boolean };

/** Gives the next page of messages that meet a filter, the newest first; the person's index is read, or the state's. */
export async function findMessages(
  tx: Tx,
  tenantId: string,
  filter: MessageFilter,
  page: { before: string | undefined; size: number },
): Promise<Page<StoredMessage, string>> {
  const { where, order } = rangeOf(filter);
  const { rows, ...rest } = await walk({
    size: page.size,
    from: page.before,
    placeOf: ({ id }: Seen) => id,
    read: async (before, limit) => {
      const older = before ? sql` and m.id < ${before}` : sql``;
      const found = await tx.execute<Seen>(
        sql`select m.id, (${testsOf(filter)}) as fits from outbox_messages m
            where m.tenant_id = ${tenantId} and ${where}${older} order by ${order} limit ${limit}`,
      );
      return found.rows;
    },
  });
  const ids = rows.map(({ id }) => id);
  return { rows: await readMessages(tx, tenantId, ids), ...rest };
}

async function readMessages(tx: Tx, tenantId: string, ids: readonly string[]): Promise<StoredMessage[]> {
  const { rows } = await tx.$client.query<StoredMessage>({
    name: 'messages-read',
    text: `select m.id, m.channel, m.address, m.template, m.state, m.attempts, m.last_problem as "lastProblem",
             m.created_at as "createdAt", m.sent_at as "sentAt", m.person_id as "personId", u.name as "personName"
           from outbox_messages m left join users u on u.tenant_id = m.tenant_id and u.id = m.person_id
           where m.tenant_id = $1 and m.id = any($2) order by m.id desc`,
    values: [tenantId, ids],
  });
  return rows;
}
