// 1. What is proposed about money is done by nobody before a second person has approved it, and then in the same transaction.
// 2. Maker and checker are two people, and neither of them is whom it concerns: not under a second account either.
// 3. It is decided exactly once: posted, rejected, withdrawn by its maker, or over when its time has passed.
import { z } from 'zod';
import { type moneyProposals, PROPOSAL_KINDS } from '@/db/schema/money';
import { Refusal } from '../../base/refusal';
import type { Deed } from '../../command/command';

export type ProposalKind = (typeof PROPOSAL_KINDS)[number];
export type Proposal = typeof moneyProposals.$inferSelect;
export type ProposalState = Proposal['state'];

export const KINDS_OF_PROPOSALS = PROPOSAL_KINDS;
export const STATES = ['pending_approval', 'posted', 'rejected', 'withdrawn', 'expired'] as const;

/** A line of what a proposal would do, as its page shows it: `what` names its words, and one of the rest is its value. */
export const proposalFact = z.strictObject({
  what: z.string(),
  minor: z.bigint().optional(),
  text: z.string().optional(),
  at: z.date().optional(),
});
export type ProposalFact = z.infer<typeof proposalFact>;

/** What each kind of proposal adds to what all have in common. */
export type Kind = {
  /**
   * Does what was proposed, in the transaction in which it is approved; `deed.actor` is the checker. It judges everything
   * again, and throws a `Refusal` where it cannot be done now: then the proposal stays as it was. Gives what the audit log says.
   */
  apply(deed: Deed, proposal: Proposal): Promise<Record<string, unknown>>;
  /** What it would change, as things stand now, for the page of whoever decides. */
  facts(deed: Deed, proposal: Proposal): Promise<ProposalFact[]>;
};

/** The state that a proposal is in now: one whose time has passed is over, whether somebody has written that or not. */
export const stateOf = ({ state, expiresAt }: Pick<Proposal, 'state' | 'expiresAt'>, now: Date) =>
  state === 'pending_approval' && expiresAt <= now ? 'expired' : state;

/** What the audit log says of a step of a proposal. */
export const evidenceOf = (one: Proposal, to: ProposalState, more: Record<string, unknown> = {}) => ({
  subject: `proposal:${one.id}`,
  severity: 'warning' as const,
  change: {
    ...{ kind: one.kind, state: [one.state, to], maker: one.makerId, person: one.personId },
    ...{
      amount: one.amount,
      currency: one.currency,
      deed: one.deedId,
      terms: one.terms,
      because: one.reason,
    },
    ...more,
  },
});

/** Gives why a proposal cannot be decided any more, or undefined. */
export function refusalOfState(one: Proposal, now: Date): Refusal | undefined {
  const state = stateOf(one, now);
  if (state === 'pending_approval') return undefined;
  return state === 'expired' ? proposalIsOver() : proposalIsDecided();
}

const proposalIsDecided = () =>
  new Refusal('proposal_is_decided', 'This was decided already, and it was decided once. Look at it again.', {
    status: 409,
  });

const proposalIsOver = () =>
  new Refusal('proposal_is_over', 'Nobody decided this in time. Propose it again.', { status: 409 });

/** The database says the same, should anything ever get past this. */
export const ownHands = () =>
  new Refusal('proposal_own_hands', 'Nobody decides their own proposal. Ask a colleague.', { status: 409 });

export const sameHands = () =>
  new Refusal(
    'proposal_same_hands',
    'You share an address, a device or a document with whoever proposed this. It takes another person, on a device of their own.',
    { status: 403 },
  );

export const ownMoney = () =>
  new Refusal(
    'proposal_own_money',
    'This concerns you, or somebody with whom you share an address, a device or a document. A colleague takes care of it.',
    { status: 403 },
  );

export const makersAlone = () =>
  new Refusal('proposal_makers_alone', 'Only whoever proposed this can take it back. You can reject it.', {
    status: 403,
  });
