import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '@/db/schema/person';
import { questions } from '@/db/schema/question';
import { RECOVERY_STATES, recoveryCases } from '@/db/schema/recovery';
import { findEvents } from '../../audit/find-events';
import { readEvents } from '../../audit/read-events';
import { caseNumber } from '../../auth/recovery/claim';
import { refusalOfHands, stateOf } from '../../auth/recovery/recovery-case';
import { idText } from '../../base/id';
import { maskAddress, maskName } from '../../base/mask';
import { notFound } from '../../base/refusal';
import { type Deed, query, type SampleGround } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { DOCUMENT_KINDS } from '../document';
import { sampleRecovery } from './sample-recovery';
import { findCaseByNumber, type StoredCase } from './stored-case';

const PAGE = 25;
const MOST_EVENTS = 50;
/** What somebody has to do something about. */
const OPEN = ['opened', 'approved', 'disputed'] as const;
const state = z.enum(RECOVERY_STATES);
export const STATES_OF_RECOVERIES = state.options;

/** Finds a case at the counter by the number that the customer says. It shows nothing of whose account it is. */
export const findRecovery = query({
  name: 'recovery.find',
  proof: 'second-factor',
  perMinute: 20,
  input: z.strictObject({ number: caseNumber.optional() }),
  output: z.strictObject({
    found: z
      .strictObject({
        ...{ number: z.string(), named: z.string(), state, askedAt: z.date(), mismatches: z.number().int() },
      })
      .nullable(),
  }),
  async run({ tx, tenant, now }, { number }) {
    if (!number) return { found: null };
    const one = await findCaseByNumber(tx, tenant.id, number);
    if (!one) return { found: null };
    const { named, askedAt, documentMismatches: mismatches } = one;
    return { found: { number, named, state: stateOf(one, now), askedAt, mismatches } };
  },
  sample: async (ground: SampleGround) => ({ number: (await sampleRecovery(ground, 'asked')).number }),
});

const asked = and(eq(questions.tenantId, recoveryCases.tenantId), eq(questions.id, recoveryCases.questionId));

/** A case whose owner said no on their telephone is disputed from that moment, and written so with the next step. */
function shownState(one: StoredCase, answer: 'yes' | 'no' | null, now: Date) {
  const is = stateOf(one, now);
  const isDenied = answer === 'no' && !one.decidedAt && (is === 'opened' || is === 'approved');
  return isDenied ? 'disputed' : is;
}

/** The recoveries of a tenant: those that wait for somebody, or those in one state, the newest first. */
export const listRecoveries = query({
  name: 'recovery.list',
  proof: 'second-factor',
  input: z.strictObject({ state: state.optional(), before: idText.optional() }),
  output: z.strictObject({
    cases: z.array(
      z.strictObject({
        id: z.uuid(),
        number: z.string(),
        named: z.string(),
        state,
        askedAt: z.date(),
        readyAt: z.date().nullable(),
      }),
    ),
    next: z.uuid().nullable(),
  }),
  async run({ tx, tenant, now }, filter) {
    const states = filter.state ? [filter.state] : [...OPEN];
    const rows = await tx
      .select({ one: recoveryCases, answer: questions.answer })
      .from(recoveryCases)
      .leftJoin(questions, asked)
      .where(
        and(
          eq(recoveryCases.tenantId, tenant.id),
          inArray(recoveryCases.state, states),
          filter.before ? lt(recoveryCases.id, filter.before) : undefined,
        ),
      )
      .orderBy(desc(recoveryCases.id))
      .limit(PAGE + 1);
    const cases = rows.slice(0, PAGE).map(({ one, answer }) => ({
      ...{ id: one.id, number: one.number, named: one.named, askedAt: one.askedAt, readyAt: one.readyAt },
      state: shownState(one, answer, now),
    }));
    return { cases, next: rows.length > PAGE ? (cases.at(-1)?.id ?? null) : null };
  },
  async sample(ground) {
    await sampleRecovery(ground, 'opened');
    return {};
  },
});

const hand = z.strictObject({ id: z.uuid(), name: z.string() }).nullable();
const at = z.date().nullable();

const shown = z.strictObject({
  ...{ id: z.uuid(), number: z.string(), named: z.string(), state, reason: z.string().nullable() },
  person: z
    .strictObject({
      id: z.uuid(),
      name: z.string(),
      email: z.string().nullable(),
      mobile: z.string().nullable(),
    })
    .nullable(),
  documentKind: z.enum(DOCUMENT_KINDS).nullable(),
  ...{ mismatches: z.number().int(), wrongClaims: z.number().int() },
  ...{ openedBy: hand, approvedBy: hand, decidedBy: hand },
  ...{
    askedAt: z.date(),
    openedAt: at,
    approvedAt: at,
    readyAt: at,
    disputedAt: at,
    decidedAt: at,
    endedAt: at,
  },
  ...{ disputedBy: z.enum(['link', 'telephone']).nullable(), expiresAt: z.date() },
  /** Codes of why the asker may not approve or decide; null where they may. */
  ...{ mayNotApprove: z.string().nullable(), mayNotDecide: z.string().nullable() },
  events: z.array(
    z.strictObject({
      ...{ id: z.uuid(), at: z.date(), command: z.string(), outcome: z.string() },
      actorName: z.string().nullable(),
    }),
  ),
});
export type ShownRecovery = z.infer<typeof shown>;

/** A case on one page: who, what was checked, the clock, what happened, and who may take the next step. */
export const showRecovery = query({
  name: 'recovery.show',
  proof: 'second-factor',
  input: z.strictObject({ caseId: idText }),
  evidence: ({ caseId }) => ({ subject: `recovery:${caseId}` }),
  output: shown,
  async run({ tx, actor, tenant, now }, { caseId }) {
    const [found] = await tx
      .select({ one: recoveryCases, answer: questions.answer })
      .from(recoveryCases)
      .leftJoin(questions, asked)
      .where(and(eq(recoveryCases.tenantId, tenant.id), eq(recoveryCases.id, caseId)));
    if (!found) throw notFound();
    const { one, answer } = found;
    const staffId = personIdOf(actor);
    const names = await peopleOf(tx, tenant.id, [one.personId, one.openedBy, one.approvedBy, one.decidedBy]);
    const handOf = (id: string | null) => (id ? { id, name: names.get(id)?.name ?? '' } : null);
    const person = one.personId ? names.get(one.personId) : undefined;
    const { rows } = await findEvents(
      tx,
      tenant.id,
      { subject: `recovery:${caseId}` },
      { size: MOST_EVENTS },
    );
    const events = await readEvents(
      tx,
      tenant.id,
      rows.map(({ id }) => id),
    );
    return {
      ...{ id: one.id, number: one.number, named: one.named, reason: one.reason },
      state: shownState(one, answer, now),
      person: person
        ? {
            id: person.id,
            name: maskName(person.name),
            email: person.email && maskAddress(person.email),
            mobile: person.mobile && maskAddress(person.mobile),
          }
        : null,
      ...{ documentKind: one.documentKind, mismatches: one.documentMismatches, wrongClaims: one.wrongClaims },
      ...{
        openedBy: handOf(one.openedBy),
        approvedBy: handOf(one.approvedBy),
        decidedBy: handOf(one.decidedBy),
      },
      ...{ askedAt: one.askedAt, openedAt: one.openedAt, approvedAt: one.approvedAt, readyAt: one.readyAt },
      ...{ disputedAt: one.disputedAt, decidedAt: one.decidedAt, endedAt: one.endedAt },
      ...{
        disputedBy: one.disputedBy ?? (answer === 'no' ? ('telephone' as const) : null),
        expiresAt: one.expiresAt,
      },
      mayNotApprove: refusalOfHands(one, staffId, 'approve')?.code ?? null,
      mayNotDecide: refusalOfHands(one, staffId, 'decide')?.code ?? null,
      events: events.map(({ id, at: when, command, outcome, actorName }) => ({
        ...{ id, at: when, command, outcome, actorName },
      })),
    };
  },
  sample: async (ground: SampleGround) => ({ caseId: (await sampleRecovery(ground, 'opened')).id }),
});

async function peopleOf(tx: Deed['tx'], tenantId: string, ids: readonly (string | null)[]) {
  const known = ids.filter((id) => id !== null);
  const found = await tx
    .select({ id: users.id, name: users.name, email: users.email, mobile: users.mobile })
    .from(users)
    .where(and(eq(users.tenantId, tenantId), inArray(users.id, known)));
  return new Map(found.map((one) => [one.id, one]));
}
