import { Refusal } from '../../base/refusal';
import type { Deed } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { isActiveAgent, notAnAgent } from '../../person/agent';
import { spellAmount } from '../amount';
import { floatOf, type Holder, readHolders } from '../figures';
import { book, lockParties, type Settled } from '../ledger';
import { makerOf } from '../maker-of';
import { receiptNumberOf } from '../receipt-number';
import { availableOf } from '../wallet';
import type { Kind, Proposal, ProposalFact } from './proposal';

// Money for a float comes out of the tenant's trust and goes back into it. The proposal's id is the deed's, so that the
// ledger itself refuses to move it a second time. It is the tenant that moves it: an agent's own limits are not asked.

type Moved = { agentId: string; amount: bigint };

const movedBy = ({ id, personId, amount }: Proposal): Moved => {
  if (personId === null || amount === null) throw new Error(`Proposal ${id} names no float or no amount`);
  return { agentId: personId, amount };
};

/** Gives why money cannot be put into a float now, or undefined. */
export function refusalOfFunding(float: Holder | undefined): Refusal | undefined {
  if (!float) return floatNotOpen();
  if (!float.active) return notAnAgent();
  return float.frozen === 'credit' || float.frozen === 'both' ? floatTakesNothing() : undefined;
}

/** Gives why money cannot be taken back out of a float now, or undefined: what is held in it for others stays. */
export function refusalOfReturn(float: Holder | undefined, amount: bigint): Refusal | undefined {
  if (!float) return floatNotOpen();
  if (float.frozen === 'debit' || float.frozen === 'both') return floatGivesNothing();
  return availableOf(float) < amount ? floatHoldsLess() : undefined;
}

/** Reads a float that is only considered. */
export async function considerFloat({ tx, tenant, now }: Deed, agentId: string): Promise<Holder | undefined> {
  return (await readHolders(tx, tenant, { now, payer: floatOf(agentId) })).payer;
}

type Told = { agentId: string; amount: bigint; deedId: string; settled: Settled };

async function tellAgent(deed: Deed, template: 'floatFunded' | 'floatReturned', told: Told): Promise<void> {
  const { tx, tenant, now } = deed;
  const { agentId, amount, deedId, settled } = told;
  await notifyPerson(tx, tenant, now, agentId, {
    template,
    values: (locale) => ({
      amount: spellAmount(amount, tenant, locale),
      balance: spellAmount(settled.postedAfter - settled.held, tenant, locale),
      receipt: receiptNumberOf(deedId),
    }),
  });
}

/** A float that was funded is no longer low: the next time that it is, people are told again. */
async function forgetLow({ tx, tenant }: Deed, accountId: string): Promise<void> {
  await tx.$client.query({
    name: 'float-forget-low',
    text: `update accounts set low_since = null where tenant_id = $1 and id = $2 and low_since is not null`,
    values: [tenant.id, accountId],
  });
}

const standing = (before: bigint, { postedAfter, held }: Settled) => ({
  float: [before, postedAfter - held],
});

/** What a float holds now, and what it would hold then. */
async function factsOf(
  deed: Deed,
  proposal: Proposal,
  then: (now: bigint, amount: bigint) => bigint,
): Promise<ProposalFact[]> {
  const { agentId, amount } = movedBy(proposal);
  const float = await considerFloat(deed, agentId);
  if (!float) return [];
  const now = availableOf(float);
  return [
    { what: 'floatNow', minor: now },
    { what: 'floatThen', minor: then(now, amount) },
  ];
}

/** Trust to float. */
export const floatFunding: Kind = {
  async apply(deed, proposal) {
    const { tx, actor, tenant, now } = deed;
    const { agentId, amount } = movedBy(proposal);
    if (!(await isActiveAgent(tx, tenant.id, agentId))) throw notAnAgent();
    const parties = { payee: floatOf(agentId) };
    const locked = await lockParties(tx, tenant, { currency: tenant.currency, parties, now });
    const float = locked.payee;
    const refused = refusalOfFunding(float);
    if (refused || !float) throw refused ?? floatNotOpen();
    const lines = [{ operation: 'float_funding', from: 'trust', to: 'payee', amount }] as const;
    const booking = { deedId: proposal.id, currency: tenant.currency, lines };
    const { payee: settled } = await book(tx, tenant, { locked, booking, maker: makerOf(actor, now) });
    if (!settled) throw new Error('A float was funded that is nobody’s');
    await forgetLow(deed, float.accountId);
    await tellAgent(deed, 'floatFunded', { agentId, amount, deedId: proposal.id, settled });
    return { ...standing(availableOf(float), settled), agent: float.name };
  },
  facts: (deed, proposal) => factsOf(deed, proposal, (now, amount) => now + amount),
};

/** Float to trust. It is judged when it is approved: until then the agent works on with all of it. */
export const floatReturn: Kind = {
  async apply(deed, proposal) {
    const { tx, actor, tenant, now } = deed;
    const { agentId, amount } = movedBy(proposal);
    const parties = { payer: floatOf(agentId) };
    const locked = await lockParties(tx, tenant, { currency: tenant.currency, parties, now });
    const float = locked.payer;
    const refused = refusalOfReturn(float, amount);
    if (refused || !float) throw refused ?? floatNotOpen();
    const lines = [{ operation: 'float_return', from: 'payer', to: 'trust', amount }] as const;
    const booking = { deedId: proposal.id, currency: tenant.currency, lines };
    const { payer: settled } = await book(tx, tenant, { locked, booking, maker: makerOf(actor, now) });
    if (!settled) throw new Error('A float was returned that is nobody’s');
    await tellAgent(deed, 'floatReturned', { agentId, amount, deedId: proposal.id, settled });
    return { ...standing(availableOf(float), settled), agent: float.name };
  },
  facts: (deed, proposal) => factsOf(deed, proposal, (now, amount) => now - amount),
};

const refuse = (code: string, template: string, field: string) =>
  new Refusal(code, template, { status: 409, field });

const floatNotOpen = () =>
  refuse('float_not_open', 'This agent has no float yet. An owner opens it first.', 'personId');

const floatTakesNothing = () =>
  refuse('float_takes_nothing', 'This float is frozen, so that no money comes into it for now.', 'amount');

const floatGivesNothing = () =>
  refuse('float_gives_nothing', 'This float is frozen, so that no money leaves it for now.', 'amount');

const floatHoldsLess = () =>
  refuse('float_holds_less', 'This float has less than that to give back now.', 'amount');
