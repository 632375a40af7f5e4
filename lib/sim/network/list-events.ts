import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { networkEvents } from '@/db/schema/network';
import { numbers } from '@/db/schema/sim';
import { idText } from '../../base/id';
import { query } from '../../command/command';
import { seesWhole, spellingFor } from '../life/timeline';
import { NETWORK_EVENT_KINDS } from './read-events';

const PAGE = 25;

/** What the network has said of numbers, the newest first as it came in. */
export const listNetworkEvents = query({
  name: 'network.list',
  proof: 'second-factor',
  input: z.strictObject({ before: idText.optional() }),
  output: z.strictObject({
    events: z.array(
      z.strictObject({
        id: z.uuid(),
        numberId: z.uuid(),
        msisdn: z.string(),
        kind: z.enum(NETWORK_EVENT_KINDS),
        at: z.date(),
        reference: z.string(),
      }),
    ),
    next: z.uuid().nullable(),
  }),
  async run({ tx, actor, tenant }, { before }) {
    const rows = await tx
      .select({
        id: networkEvents.id,
        numberId: networkEvents.numberId,
        msisdn: numbers.msisdn,
        kind: networkEvents.kind,
        at: networkEvents.at,
        reference: networkEvents.reference,
      })
      .from(networkEvents)
      .innerJoin(
        numbers,
        and(eq(numbers.tenantId, networkEvents.tenantId), eq(numbers.id, networkEvents.numberId)),
      )
      .where(and(eq(networkEvents.tenantId, tenant.id), before ? lt(networkEvents.id, before) : undefined))
      .orderBy(desc(networkEvents.id))
      .limit(PAGE + 1);
    const spell = spellingFor(seesWhole(actor));
    const events = rows.slice(0, PAGE).map((row) => ({ ...row, msisdn: spell.msisdn(row.msisdn) }));
    return { events, next: rows.length > PAGE ? (events.at(-1)?.id ?? null) : null };
  },
  sample: async () => ({}),
});
