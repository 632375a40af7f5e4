import { z } from 'zod';
import type { Tx } from '@/db/client';
import { readEvents } from '../../../audit/read-events';
import { firstIdAt } from '../../../base/id';
import { type Actor, personIdOf } from '../../../policy/actor';
import { findSwap } from '../stored-swap';
import type { StoredSwap } from '../swap';

// What is known of a case, in words and numbers that a court can read without us: who, when, from where, with which proofs,
// at which risk, what was told to whom, and what became of the cards and the money.

const MOST_EVENTS = 2_000;
const MOST_TRANSFERS = 2_000;

const text = z.string();
const maybe = text.nullable();
const who = z.strictObject({ id: text, name: text });

export const evidencePack = z.strictObject({
  format: z.literal('ngao-swap-evidence/1'),
  tenant: z.strictObject({ name: text, slug: text, country: text, timeZone: text }),
  madeAt: text,
  madeBy: who.nullable(),
  case: z.strictObject({
    ...{ id: text, number: text, state: text, reason: text, channel: text, shop: maybe },
    ...{ requestedAt: text, expiresAt: text, readyAt: maybe, reviewedAt: maybe, decidedAt: maybe },
    ...{ disputedAt: maybe, disputedBy: maybe, completedAt: maybe, endedAt: maybe },
    ...{ refusal: maybe, note: maybe, oldSimCounts: z.boolean() },
    ...{ ways: z.array(text), reviewReasons: z.array(text), coolingReasons: z.array(text) },
  }),
  msisdn: text,
  holder: who,
  people: z.strictObject({
    requestedBy: who.nullable(),
    reviewedBy: who.nullable(),
    decidedBy: who.nullable(),
    endedBy: who.nullable(),
  }),
  risk: z.strictObject({
    score: z.number(),
    level: text,
    contributions: z.array(z.strictObject({ code: text, points: z.number() })),
  }),
  proofs: z.array(
    z.strictObject({
      ...{ at: text, kind: text, passed: z.boolean(), by: who.nullable() },
      ...{ sessionId: maybe, deviceId: maybe, ip: maybe },
    }),
  ),
  cards: z.array(
    z.strictObject({
      ...{ which: z.enum(['before', 'new']), iccid: text, imsi: text, state: text },
      events: z.array(z.strictObject({ at: text, from: maybe, to: text, by: who.nullable() })),
    }),
  ),
  events: z.array(
    z.strictObject({
      ...{ id: text, at: text, command: text, outcome: text, actorKind: text, actor: who.nullable() },
      ...{ sessionId: maybe, deviceId: maybe, ip: maybe, userAgent: maybe, risk: z.number().nullable() },
      ...{ requestId: maybe, change: z.record(z.string(), z.json()).nullable() },
    }),
  ),
  notices: z.array(
    z.strictObject({ at: text, channel: text, address: text, template: text, state: text, sentAt: maybe }),
  ),
  /** What left the holder's wallet since the number moved. */
  money: z.array(
    z.strictObject({
      ...{ id: text, receiptOf: text, at: text, operation: text, amountMinor: text, currency: text },
      ...{ to: who.nullable(), ip: maybe, deviceId: maybe },
    }),
  ),
  remedy: z.strictObject({ at: text, by: who.nullable() }).nullable(),
});
export type EvidencePack = z.infer<typeof evidencePack>;

type Known = Map<string, string>;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const named = (known: Known, id: string | null) => (id ? { id, name: known.get(id) ?? '–' } : null);

/** Gathers everything that is known of a case, as it stands now. */
export async function packOf(tx: Tx, actor: Actor, now: Date, swapId: string): Promise<EvidencePack> {
  const { tenant } = actor;
  const one = await findSwap(tx, tenant.id, swapId);
  const [proofs, cards, events, notices, money] = [
    await readProofs(tx, one),
    await readCards(tx, one),
    await readAudit(tx, one),
    await readNotices(tx, one),
    await readMoney(tx, one),
  ];
  const makerId = personIdOf(actor);
  const ids = [
    ...[makerId, one.holderId, one.requestedBy, one.reviewedBy, one.decidedBy, one.endedBy, one.remediedBy],
    ...proofs.map(({ by }) => by),
    ...cards.flatMap((card) => card.events.map(({ by }) => by)),
    ...money.map(({ to }) => to),
  ];
  const known = await namesOf(tx, tenant.id, ids);
  const of = (id: string | null) => named(known, id);
  const { name, slug, country, timeZone } = tenant;
  return {
    format: 'ngao-swap-evidence/1',
    tenant: { name, slug, country, timeZone },
    ...{ madeAt: now.toISOString(), madeBy: of(makerId) },
    case: await caseOf(tx, one),
    ...{ msisdn: one.msisdn, holder: { id: one.holderId, name: known.get(one.holderId) ?? '–' } },
    people: {
      requestedBy: of(one.requestedBy),
      reviewedBy: of(one.reviewedBy),
      decidedBy: of(one.decidedBy),
      endedBy: of(one.endedBy),
    },
    risk: { score: one.risk, level: one.riskLevel, contributions: one.contributions },
    proofs: proofs.map(({ by, ...proof }) => ({ ...proof, by: of(by) })),
    cards: cards.map((card) => ({
      ...card,
      events: card.events.map(({ by, ...event }) => ({ ...event, by: of(by) })),
    })),
    ...{ events, notices },
    money: money.map(({ to, ...moved }) => ({ ...moved, to: of(to) })),
    remedy: one.remediedAt ? { at: one.remediedAt.toISOString(), by: of(one.remediedBy) } : null,
  };
}

async function caseOf(tx: Tx, one: StoredSwap): Promise<EvidencePack['case']> {
  const { rows } = await tx.$client.query<{ name: string }>({
    name: 'evidence-shop',
    text: 'select name from units where tenant_id = $1 and id = $2',
    values: [one.tenantId, one.unitId],
  });
  const { id, number, state, reason, channel, refusal, note, oldSimCounts, disputedBy } = one;
  const { ways, reviewReasons, coolingReasons } = one;
  return {
    ...{
      id,
      number,
      state,
      reason,
      channel,
      shop: rows[0]?.name ?? null,
      refusal,
      note,
      oldSimCounts,
      disputedBy,
    },
    ...{ ways, reviewReasons, coolingReasons },
    requestedAt: one.requestedAt.toISOString(),
    expiresAt: one.expiresAt.toISOString(),
    ...{ readyAt: iso(one.readyAt), reviewedAt: iso(one.reviewedAt), decidedAt: iso(one.decidedAt) },
    ...{ disputedAt: iso(one.disputedAt), completedAt: iso(one.completedAt), endedAt: iso(one.endedAt) },
  };
}

async function readProofs(tx: Tx, { tenantId, id, numberId }: StoredSwap) {
  type Row = {
    kind: string;
    passed: boolean;
    at: Date;
    by: string;
    sessionId: string | null;
    deviceId: string | null;
    ip: string | null;
  };
  const { rows } = await tx.$client.query<Row>({
    name: 'evidence-proofs',
    text: `select kind, passed, at, by, session_id as "sessionId", device_id as "deviceId", host(ip) as ip
           from swap_proofs where tenant_id = $1 and number_id = $2 and case_id = $3 order by id`,
    values: [tenantId, numberId, id],
  });
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

async function readCards(tx: Tx, { tenantId, oldSimId, newSimId, requestedAt }: StoredSwap) {
  type Row = { id: string; iccid: string; imsi: string; state: string };
  type Event = { simId: string; at: Date; from: string | null; to: string; by: string | null };
  const { rows } = await tx.$client.query<Row>({
    name: 'evidence-cards',
    text: 'select id, iccid, imsi, state from sims where tenant_id = $1 and id = any($2)',
    values: [tenantId, [oldSimId, newSimId]],
  });
  const { rows: events } = await tx.$client.query<Event>({
    name: 'evidence-card-events',
    text: `select sim_id as "simId", at, from_state as "from", to_state as "to", actor_id as by from sim_events
           where tenant_id = $1 and sim_id = any($2) and id >= $3 order by id limit $4`,
    values: [tenantId, [oldSimId, newSimId], firstIdAt(requestedAt), MOST_EVENTS],
  });
  const cardOf = (which: 'before' | 'new', simId: string) => {
    const { iccid = '', imsi = '', state = '' } = rows.find(({ id }) => id === simId) ?? ({} as Partial<Row>);
    const own = events.filter((event) => event.simId === simId);
    return {
      ...{ which, iccid, imsi, state },
      events: own.map(({ at, from, to, by }) => ({ at: at.toISOString(), from, to, by })),
    };
  };
  return [cardOf('before', oldSimId), cardOf('new', newSimId)];
}

/** Every entry of the audit log that is about the case, the oldest first. */
async function readAudit(tx: Tx, { tenantId, id }: StoredSwap): Promise<EvidencePack['events']> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'evidence-events',
    text: 'select id from audit_events where tenant_id = $1 and subject = $2 order by id limit $3',
    values: [tenantId, `swap:${id}`, MOST_EVENTS],
  });
  const events = await readEvents(
    tx,
    tenantId,
    rows.map((row) => row.id),
  );
  return events.map(({ actorId, actorName, at, change, ...event }) => ({
    ...{ id: event.id, at: at.toISOString(), command: event.command, outcome: event.outcome },
    ...{ actorKind: event.actorKind, actor: actorId ? { id: actorId, name: actorName ?? '–' } : null },
    ...{ sessionId: event.sessionId, deviceId: event.deviceId, ip: event.ip, userAgent: event.userAgent },
    ...{ risk: event.risk, requestId: event.requestId },
    change: change as EvidencePack['events'][number]['change'],
  }));
}

async function readNotices(tx: Tx, { tenantId, id }: StoredSwap): Promise<EvidencePack['notices']> {
  type Row = {
    at: Date;
    channel: string;
    address: string;
    template: string;
    state: string;
    sentAt: Date | null;
  };
  const { rows } = await tx.$client.query<Row>({
    name: 'evidence-notices',
    text: `select m.created_at as at, m.channel, m.address, m.template, m.state, m.sent_at as "sentAt"
           from swap_notices n join outbox_messages m on m.tenant_id = n.tenant_id and m.id = n.message_id
           where n.tenant_id = $1 and n.case_id = $2 order by m.id`,
    values: [tenantId, id],
  });
  return rows.map(({ at, sentAt, ...row }) => ({ ...row, at: at.toISOString(), sentAt: iso(sentAt) }));
}

/** What left the holder's accounts since the number moved: nothing where it never did. */
async function readMoney(tx: Tx, { tenantId, holderId, completedAt }: StoredSwap) {
  type Row = Omit<EvidencePack['money'][number], 'to' | 'at'> & { at: Date; to: string | null };
  if (!completedAt) return [];
  const { rows } = await tx.$client.query<Row>({
    name: 'evidence-money',
    text: `select t.id, t.deed_id as "receiptOf", t.at, t.operation, t.amount::text as "amountMinor", t.currency,
             c.owner_id as "to", host(t.ip) as ip, t.device_id as "deviceId"
           from accounts a join transfers t on t.tenant_id = $1 and t.debit_account_id = a.id and t.id >= $3
             join accounts c on c.tenant_id = $1 and c.id = t.credit_account_id
           where a.tenant_id = $1 and a.owner_id = $2 order by t.id limit $4`,
    values: [tenantId, holderId, firstIdAt(completedAt), MOST_TRANSFERS],
  });
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

async function namesOf(tx: Tx, tenantId: string, ids: readonly (string | null)[]): Promise<Known> {
  const { rows } = await tx.$client.query<{ id: string; name: string }>({
    name: 'evidence-names',
    text: 'select id, name from users where tenant_id = $1 and id = any($2)',
    values: [tenantId, [...new Set(ids.filter((id) => id !== null))]],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
