import { and, desc, eq, inArray, or, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { networkEvents } from '@/db/schema/network';
import { users } from '@/db/schema/person';
import { numbers, simEvents, sims } from '@/db/schema/sim';
import { swapCases } from '@/db/schema/swap';
import type { Iccid } from '../../base/iccid';
import { maskIccid, maskMsisdn } from '../../base/mask';
import type { Msisdn } from '../../base/msisdn';
import { type Actor, may } from '../../policy/actor';

/** Rows of each source: what fits on one page. */
const MOST = 50;

const linked = z.strictObject({ id: z.uuid(), label: z.string() }).nullable();

/** Something that happened to a card or a number. */
export const lifeEvent = z.strictObject({
  id: z.uuid(),
  at: z.date(),
  kind: z.enum(['state', 'network', 'swap']),
  /** The state that it came to, or what the network said; of a case, the state that it is in. */
  what: z.string(),
  card: linked,
  number: linked,
  /** The case in which the number moves. */
  swap: linked,
  who: z.string().nullable(),
  reason: z.string().nullable(),
});
export type LifeEvent = z.infer<typeof lifeEvent>;

/** Whether somebody sees numbers and cards whole; the call centre and whoever only looks see them masked. */
export const seesWhole = (actor: Actor): boolean => actor.kind !== 'person' || may(actor, 'sim.block');

type Spelling = { iccid(text: string): string; msisdn(text: string): string };

export const spellingFor = (whole: boolean): Spelling => ({
  iccid: (text) => (whole ? text : maskIccid(text as Iccid)),
  msisdn: (text) => (whole ? text : maskMsisdn(text as Msisdn)),
});

type Of = { simId: string } | { numberId: string };
type Reading = { tenantId: string; of: Of; spell: Spelling };

/** What happened to a card, or to a number, the newest first: its states, what the network said, the cases of its moves. */
export async function readLife(tx: Tx, reading: Reading): Promise<LifeEvent[]> {
  const states = await readStates(tx, reading);
  const numbersOf = [...new Set(states.flatMap(({ number }) => number?.id ?? []))];
  const network = await readNetwork(tx, reading);
  const swaps = await readSwaps(tx, reading, numbersOf);
  return [...states, ...network, ...swaps]
    .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
    .slice(0, MOST);
}

async function readStates(tx: Tx, { tenantId, of, spell }: Reading): Promise<LifeEvent[]> {
  const rows = await tx
    .select({
      id: simEvents.id,
      at: simEvents.at,
      toState: simEvents.toState,
      detail: simEvents.detail,
      who: users.name,
      simId: sims.id,
      iccid: sims.iccid,
      numberId: numbers.id,
      msisdn: numbers.msisdn,
    })
    .from(simEvents)
    .leftJoin(users, and(eq(users.tenantId, simEvents.tenantId), eq(users.id, simEvents.actorId)))
    .leftJoin(sims, and(eq(sims.tenantId, simEvents.tenantId), eq(sims.id, simEvents.simId)))
    .leftJoin(numbers, and(eq(numbers.tenantId, simEvents.tenantId), eq(numbers.id, simEvents.numberId)))
    .where(
      and(
        eq(simEvents.tenantId, tenantId),
        'simId' in of ? eq(simEvents.simId, of.simId) : eq(simEvents.numberId, of.numberId),
      ),
    )
    .orderBy(desc(simEvents.id))
    .limit(MOST);
  return rows.map(({ id, at, toState, detail, who, simId, iccid, numberId, msisdn }) => ({
    ...{ id, at, kind: 'state' as const, what: toState, who },
    card: simId && iccid ? { id: simId, label: spell.iccid(iccid) } : null,
    number: numberId && msisdn ? { id: numberId, label: spell.msisdn(msisdn) } : null,
    swap: null,
    reason: textIn(detail, 'reason') ?? textIn(detail, 'portedTo'),
  }));
}

const textIn = (detail: Record<string, unknown> | null, name: string): string | null => {
  const value = detail?.[name];
  return typeof value === 'string' ? value : null;
};

/** What the network says is of a number; on the page of a card it would be of whatever card carried it then. */
async function readNetwork(tx: Tx, { tenantId, of }: Reading): Promise<LifeEvent[]> {
  if ('simId' in of) return [];
  const rows = await tx
    .select({
      id: networkEvents.id,
      at: networkEvents.at,
      kind: networkEvents.kind,
      imei: networkEvents.imei,
    })
    .from(networkEvents)
    .where(and(eq(networkEvents.tenantId, tenantId), eq(networkEvents.numberId, of.numberId)))
    .orderBy(desc(networkEvents.at))
    .limit(MOST);
  return rows.map(({ id, at, kind, imei }) => ({
    ...{ id, at, kind: 'network' as const, what: kind, card: null, number: null, swap: null, who: null },
    reason: imei,
  }));
}

/** The cases of a number; those of a card, as the new one and, by way of the numbers that it carried, as the old one. */
async function readSwaps(tx: Tx, { tenantId, of }: Reading, numbersOf: string[]): Promise<LifeEvent[]> {
  const concerns: SQL | undefined =
    'simId' in of
      ? or(
          eq(swapCases.newSimId, of.simId),
          and(inArray(swapCases.numberId, numbersOf), eq(swapCases.oldSimId, of.simId)),
        )
      : eq(swapCases.numberId, of.numberId);
  const rows = await tx
    .select({
      id: swapCases.id,
      at: swapCases.requestedAt,
      state: swapCases.state,
      label: swapCases.number,
      who: users.name,
    })
    .from(swapCases)
    .leftJoin(users, and(eq(users.tenantId, swapCases.tenantId), eq(users.id, swapCases.requestedBy)))
    .where(and(eq(swapCases.tenantId, tenantId), concerns))
    .orderBy(desc(swapCases.id))
    .limit(MOST);
  return rows.map(({ id, at, state, label, who }) => ({
    ...{ id, at, kind: 'swap' as const, what: state, card: null, number: null, who, reason: null },
    swap: { id, label },
  }));
}
