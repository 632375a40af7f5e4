import { and, desc, eq, gt, lt, lte, or, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { moneyProposals, PROPOSAL_KINDS } from '@/db/schema/money';
import { users } from '@/db/schema/person';
import { idText } from '../../base/id';
import { notFound } from '../../base/refusal';
import { type Deed, query } from '../../command/command';
import { may, personIdOf } from '../../policy/actor';
import { receiptNumberOf } from '../receipt-number';
import { handOf, refusalOfChecker } from './hands';
import { kindOf } from './kinds';
import { type Proposal, proposalFact, refusalOfState, STATES, stateOf } from './proposal';
import { sampleProposal } from './sample-proposal';

const PAGE = 25;

const person = z.strictObject({ id: z.uuid(), name: z.string() });

const proposalRow = z.strictObject({
  id: z.uuid(),
  kind: z.enum(PROPOSAL_KINDS),
  state: z.enum(STATES),
  /** Whom it concerns; null for a table of prices. */
  person: person.nullable(),
  amount: z.bigint().nullable(),
  currency: z.string().nullable(),
  reason: z.string(),
  maker: person,
  madeAt: z.date(),
  expiresAt: z.date(),
  /** Whether whoever looks made it themselves. */
  mine: z.boolean(),
});

const maker = alias(users, 'maker');
const concerned = alias(users, 'concerned');
const checker = alias(users, 'checker');

const reading = ({ tx }: Deed) =>
  tx
    .select({ one: moneyProposals, maker: maker.name, concerned: concerned.name, checker: checker.name })
    .from(moneyProposals)
    .innerJoin(maker, and(eq(maker.tenantId, moneyProposals.tenantId), eq(maker.id, moneyProposals.makerId)))
    .leftJoin(
      concerned,
      and(eq(concerned.tenantId, moneyProposals.tenantId), eq(concerned.id, moneyProposals.personId)),
    )
    .leftJoin(
      checker,
      and(eq(checker.tenantId, moneyProposals.tenantId), eq(checker.id, moneyProposals.checkerId)),
    );

type Found = Awaited<ReturnType<typeof reading>>[number];

function rowOf({ actor, now }: Deed, { one, maker, concerned }: Found): z.infer<typeof proposalRow> {
  const { id, kind, personId, amount, currency, reason, makerId, madeAt, expiresAt } = one;
  return {
    ...{ id, kind, amount, currency, reason, madeAt, expiresAt, state: stateOf(one, now) },
    person: personId === null ? null : { id: personId, name: concerned ?? '–' },
    maker: { id: makerId, name: maker },
    mine: makerId === personIdOf(actor),
  };
}

/** A proposal whose time has passed stands as waiting in its row until somebody touches it. */
function inState(state: Proposal['state'], now: Date): SQL | undefined {
  const { state: stored, expiresAt } = moneyProposals;
  const waiting = eq(stored, 'pending_approval');
  if (state === 'pending_approval') return and(waiting, gt(expiresAt, now));
  return state === 'expired'
    ? or(eq(stored, 'expired'), and(waiting, lte(expiresAt, now)))
    : eq(stored, state);
}

/** What was proposed about money, the newest first: what waits, unless another state is asked for. */
export const listProposals = query({
  name: 'money.proposal.list',
  proof: 'second-factor',
  input: z.strictObject({
    state: z.enum(STATES).default('pending_approval'),
    kind: z.enum(PROPOSAL_KINDS).optional(),
    /** Only what concerns one person. */
    personId: idText.optional(),
    before: idText.optional(),
  }),
  output: z.strictObject({
    proposals: z.array(proposalRow),
    /** Hand it back as `before` for the next page; null on the last. */
    next: z.uuid().nullable(),
  }),
  async run(deed, { state, kind, personId, before }) {
    const rows = await reading(deed)
      .where(
        and(
          eq(moneyProposals.tenantId, deed.tenant.id),
          inState(state, deed.now),
          kind && eq(moneyProposals.kind, kind),
          personId ? eq(moneyProposals.personId, personId) : undefined,
          before ? lt(moneyProposals.id, before) : undefined,
        ),
      )
      .orderBy(desc(moneyProposals.id))
      .limit(PAGE + 1);
    const proposals = rows.slice(0, PAGE).map((row) => rowOf(deed, row));
    return { proposals, next: rows.length > PAGE ? (proposals.at(-1)?.id ?? null) : null };
  },
  async sample(ground) {
    await sampleProposal(ground);
    return {};
  },
});

const deedOf = z.strictObject({
  deed: z.enum(['approve', 'reject', 'withdraw']),
  /** The code of the sentence that says why not; null where it is theirs to do. */
  refused: z.string().nullable(),
});

const shownProposal = proposalRow.extend({
  deed: z.strictObject({ id: z.uuid(), number: z.string() }).nullable(),
  facts: z.array(proposalFact),
  checker: person.nullable(),
  decidedAt: z.date().nullable(),
  refusal: z.string().nullable(),
  /** What their roles allow at all. */
  may: z.array(deedOf),
});
export type ShownProposal = z.infer<typeof shownProposal>;

/** One proposal: what it would change as things stand now, who may decide it, and why whoever looks may not. */
export const showProposal = query({
  name: 'money.proposal.show',
  proof: 'second-factor',
  input: z.strictObject({ proposalId: idText }),
  output: shownProposal,
  async run(deed, { proposalId }) {
    const [found] = await reading(deed).where(
      and(eq(moneyProposals.tenantId, deed.tenant.id), eq(moneyProposals.id, proposalId)),
    );
    if (!found) throw notFound();
    const { one } = found;
    const { checkerId, decidedAt, refusal, deedId } = one;
    const waits = stateOf(one, deed.now) === 'pending_approval';
    return {
      ...rowOf(deed, found),
      ...{ decidedAt, refusal },
      deed: deedId === null ? null : { id: deedId, number: receiptNumberOf(deedId) },
      facts: waits ? await kindOf(one.kind).facts(deed, one) : [],
      checker: checkerId === null ? null : { id: checkerId, name: found.checker ?? '–' },
      may: await deedsOf(deed, one),
    };
  },
  async sample(ground) {
    return { proposalId: await sampleProposal(ground) };
  },
});

async function deedsOf(deed: Deed, one: Proposal): Promise<z.infer<typeof deedOf>[]> {
  if (deed.actor.kind !== 'person') return [];
  const over = refusalOfState(one, deed.now)?.code ?? null;
  const refused = over ?? (await refusalOfChecker(deed, one))?.code ?? null;
  const deeds: z.infer<typeof deedOf>[] = [];
  if (may(deed.actor, 'money.proposal.approve')) deeds.push({ deed: 'approve', refused });
  if (may(deed.actor, 'money.proposal.reject')) deeds.push({ deed: 'reject', refused });
  if (one.makerId === handOf(deed)) deeds.push({ deed: 'withdraw', refused: over });
  return deeds;
}
