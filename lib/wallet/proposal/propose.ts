import { z } from 'zod';
import { moneyProposals } from '@/db/schema/money';
import { after } from '../../base/clock';
import { newId } from '../../base/id';
import type { Deed, Outcome } from '../../command/command';
import { handOf, refusalOfOwnMoney } from './hands';
import { evidenceOf, type Proposal, type ProposalKind, STATES } from './proposal';
import { endOverdue } from './stored-proposal';
import { tellCheckers } from './tell';

/** What every step of a proposal gives. */
export const proposalStep = z.strictObject({
  proposalId: z.uuid(),
  state: z.enum(STATES),
  expiresAt: z.date(),
});
export type ProposalStep = z.infer<typeof proposalStep>;

export type Proposing = {
  kind: ProposalKind;
  /** Whom it concerns; nobody for a table of prices. */
  personId?: string;
  deedId?: string;
  currency?: string;
  amount?: bigint;
  /** What its kind needs beside, as JSON carries it: an amount in it is a text or a whole number. */
  terms?: Record<string, unknown>;
  reason: string;
};

/**
 * Writes a proposal of any kind, and tells those who may check it: the `run` of a command that proposes ends in it, after it
 * has judged what it can judge now. Refuses somebody whom it concerns.
 */
export async function propose(deed: Deed, proposing: Proposing): Promise<Outcome<ProposalStep>> {
  const { tx, tenant, now } = deed;
  const makerId = handOf(deed);
  const refused = await refusalOfOwnMoney(deed, proposing.personId ?? null);
  if (refused) throw refused;
  if (proposing.deedId) await endOverdue(tx, tenant.id, proposing.deedId, now);
  const {
    kind,
    personId = null,
    deedId = null,
    currency = null,
    amount = null,
    terms = {},
    reason,
  } = proposing;
  const one: Proposal = {
    ...{ tenantId: tenant.id, id: newId(now), kind, state: 'pending_approval', personId, deedId, currency },
    ...{ amount, terms, reason, makerId, madeAt: now, checkerId: null, decidedAt: null, refusal: null },
    expiresAt: after(now, tenant.settings.money.proposalValidMs),
  };
  await tx.insert(moneyProposals).values(one);
  await tellCheckers(deed, one);
  const { id: proposalId, state, expiresAt } = one;
  return { output: { proposalId, state, expiresAt }, evidence: evidenceOf(one, state, { expiresAt }) };
}
