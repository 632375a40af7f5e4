import { foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { at, id, tenantId } from './columns';
import { numbers } from './sim';

/** What the network says of a number: another handset, calls forwarded. Append-only; the newest of a kind counts. */
export const networkEvents = pgTable(
  'network_events',
  {
    tenantId: tenantId(),
    id: id(),
    numberId: uuid('number_id').notNull(),
    kind: text('kind', { enum: ['imei-changed', 'forwarding-on', 'forwarding-off'] }).notNull(),
    /** Of the handset, where it is about one. */
    imei: text('imei'),
    at: at('at').notNull(),
    receivedAt: at('received_at').notNull(),
    /** As the network names it: one that comes twice is taken once. */
    reference: text('reference').notNull(),
    receivedBy: uuid('received_by'),
  },
  (t) => [
    primaryKey({ name: 'network_events_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'network_event_has_a_number',
      columns: [t.tenantId, t.numberId],
      foreignColumns: [numbers.tenantId, numbers.id],
    }),
    unique('network_event_is_taken_once').on(t.tenantId, t.reference),
    index('network_events_by_number').on(t.tenantId, t.numberId, t.kind, t.at),
  ],
);
