import { TryAgain, type Tx } from '@/db/client';
import { newId } from '../../base/id';
import type { EventProblem, NetworkEventKind, SaidEvent } from './read-events';
import { isSameEvent } from './read-events';

type Known = { reference: string; msisdn: string; kind: NetworkEventKind; imei: string | null; at: Date };

/** What became of events that were all good, or what is wrong with those that were not: then none was kept. */
export type Kept =
  | { taken: number; repeated: number; problems?: undefined }
  | { problems: { reference: string; problem: EventProblem }[] };

type Keeping = { events: readonly SaidEvent[]; receivedBy: string | null };

/** Keeps events of this tenant's own numbers: all of them, or none. One that is known already is a repeat and changes nothing. */
export async function keepEvents(
  tx: Tx,
  tenantId: string,
  now: Date,
  { events, receivedBy }: Keeping,
): Promise<Kept> {
  const byReference = new Map(events.map((event) => [event.reference, event]));
  const numbers = await numbersOf(tx, tenantId, [...new Set(events.map(({ msisdn }) => msisdn))]);
  const known = await knownOf(tx, tenantId, [...byReference.keys()]);
  const problems = [...byReference.values()].flatMap((event) => {
    const before = known.get(event.reference);
    const problem: EventProblem | undefined =
      before && !isSameEvent(before, event)
        ? { code: 'referenceKnown', field: 'reference' }
        : before || numbers.has(event.msisdn)
          ? undefined
          : { code: 'msisdnUnknown', field: 'msisdn' };
    return problem ? [{ reference: event.reference, problem }] : [];
  });
  if (problems.length > 0) return { problems };
  const fresh = [...byReference.values()].filter(({ reference }) => !known.has(reference));
  const taken = fresh.length > 0 ? await insertEvents(tx, tenantId, now, { fresh, numbers, receivedBy }) : 0;
  // Somebody else brought one of them meanwhile: look again at what it says.
  if (taken < fresh.length) throw new TryAgain('an event of the network came meanwhile');
  return { taken, repeated: events.length - taken };
}

async function numbersOf(tx: Tx, tenantId: string, msisdns: string[]): Promise<Map<string, string>> {
  const { rows } = await tx.$client.query<{ id: string; msisdn: string }>({
    name: 'network-numbers',
    text: `select id, msisdn from numbers where tenant_id = $1 and msisdn = any($2::text[]) and state <> 'retired'`,
    values: [tenantId, msisdns],
  });
  return new Map(rows.map(({ id, msisdn }) => [msisdn, id]));
}

async function knownOf(tx: Tx, tenantId: string, references: string[]): Promise<Map<string, Known>> {
  const { rows } = await tx.$client.query<Known>({
    name: 'network-known',
    text: `select e.reference, n.msisdn, e.kind, e.imei, e.at from network_events e
      join numbers n on n.tenant_id = $1 and n.id = e.number_id
      where e.tenant_id = $1 and e.reference = any($2::text[])`,
    values: [tenantId, references],
  });
  return new Map(rows.map((row) => [row.reference, row]));
}

type Inserting = { fresh: readonly SaidEvent[]; numbers: Map<string, string>; receivedBy: string | null };

async function insertEvents(
  tx: Tx,
  tenantId: string,
  now: Date,
  { fresh, numbers, receivedBy }: Inserting,
): Promise<number> {
  // In the order of their references, so that two files at once wait for each other in one order.
  const sorted = fresh.toSorted((a, b) => (a.reference < b.reference ? -1 : 1));
  const { rowCount } = await tx.$client.query({
    name: 'network-keep',
    text: `insert into network_events (tenant_id, id, number_id, kind, imei, at, received_at, reference, received_by)
      select $1::uuid, e.id, e.number_id, e.kind, e.imei, e.at, $2::timestamptz, e.reference, $3::uuid
      from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::timestamptz[], $9::text[])
        as e (id, number_id, kind, imei, at, reference)
      on conflict (tenant_id, reference) do nothing`,
    values: [
      ...[tenantId, now, receivedBy],
      sorted.map(() => newId(now)),
      sorted.map(({ msisdn }) => numbers.get(msisdn)),
      sorted.map(({ kind }) => kind),
      sorted.map(({ imei }) => imei),
      sorted.map(({ at }) => at),
      sorted.map(({ reference }) => reference),
    ],
  });
  return rowCount ?? 0;
}
