import { z } from 'zod';
import { findEvents } from '../audit/find-events';
import { readEvents } from '../audit/read-events';
import { maskMsisdn } from '../base/mask';
import type { Msisdn } from '../base/msisdn';
import type { Deed } from '../command/command';
import type { Holder } from './figures';
import { ledgerPage, readLedgerPage } from './ledger-page';
import { availableOf } from './wallet';

// What a page about one movement shows of its people and of what was done about it.

const MOVEMENTS = 8;
const MOST_EVENTS = 30;

export const side = z.strictObject({
  ...{ personId: z.uuid(), accountId: z.uuid() },
  name: z.string(),
  number: z.string().nullable(),
  kind: z.enum(['wallet', 'float', 'commission']),
  available: z.bigint(),
  movements: ledgerPage,
});
export type Side = z.infer<typeof side>;

/** One side of a movement, with what it holds and did last. */
export async function sideOf(
  { tx, tenant }: Deed,
  { holder, currency }: { holder: Holder; currency: string },
): Promise<Side> {
  const { personId, accountId, name, kind, mobile } = holder;
  const owned = { kind, ownerId: personId };
  return {
    ...{ personId, accountId, name, kind, available: availableOf(holder) },
    number: mobile && maskMsisdn(mobile as Msisdn),
    movements: await readLedgerPage(tx, { ...tenant, currency }, owned, { limit: MOVEMENTS }),
  };
}

export const sideEvents = z.array(
  z.strictObject({
    ...{ id: z.uuid(), at: z.date(), command: z.string(), outcome: z.string() },
    actorName: z.string().nullable(),
  }),
);
export type SideEvent = z.infer<typeof sideEvents>[number];

/** What was done about subjects, each by some commands, in its order. */
export async function eventsAbout(
  { tx, tenant }: Deed,
  asked: Readonly<Record<string, readonly string[]>>,
): Promise<z.infer<typeof sideEvents>> {
  const ids: string[] = [];
  for (const [subject, commands] of Object.entries(asked))
    for (const command of commands) {
      const { rows } = await findEvents(tx, tenant.id, { subject, command }, { size: MOST_EVENTS });
      ids.push(...rows.map(({ id }) => id));
    }
  const events = await readEvents(tx, tenant.id, ids.sort());
  return events.map(({ id, at, command, outcome, actorName }) => ({ id, at, command, outcome, actorName }));
}
