import { randomInt } from 'node:crypto';
import { askQuestion } from '../../auth/question';
import { parseMsisdn } from '../../base/msisdn';
import { atField } from '../../base/refusal';
import type { Deed } from '../../command/command';
import type { Person } from '../../policy/actor';
import type { SecondLook } from '../../trust/decision/second-look';
import { isNumberNew } from '../../trust/swap-guard';
import type { Holder } from '../../wallet/figures';
import { findHolder, type NumberHolder } from '../../wallet/find-holder';
import { makerOf } from '../../wallet/maker-of';
import { type Opened, openPending, type Plan, type Stopped } from '../../wallet/pending/open-pending';
import { evidenceOf } from '../../wallet/pending/settle';
import { codePrint, type StoredPending } from '../../wallet/pending/stored-pending';
import { askerOf, tellAsked, wordsAbout } from '../../wallet/pending/tell-pending';
import { payerIsSelf, payerUnknown, whyNotForCustomer } from './why-not';

type Wish = Pick<Plan, 'operation' | 'amount' | 'fee' | 'commission' | 'payeeId' | 'payeeMobile'> & {
  customer: NumberHolder;
};

/** Finds the customer of a number; an agent is never their own customer. */
export async function customerOf(
  { tx, tenant }: Pick<Deed, 'tx' | 'tenant'>,
  agent: Person,
  from: string,
): Promise<NumberHolder> {
  const mobile = atField('from', () => parseMsisdn(from, tenant.country));
  const customer = await findHolder(tx, tenant, mobile);
  if (!customer) throw payerUnknown();
  if (customer.personId === agent.principal.id) throw payerIsSelf();
  return customer;
}

/**
 * Holds a customer's money for what an agent starts, and asks the customer on every channel that is theirs: a question on
 * their telephone, a code by SMS, a page in their portal. What is sent to a number that is new proves nothing, so that then
 * only the portal is left.
 */
export async function askCustomer(
  deed: Deed,
  agent: Person,
  { customer, policies, ...wish }: Wish & { policies: SecondLook },
): Promise<Opened | Stopped> {
  const { tenant, now } = deed;
  const { confirmWithinMs: livesMs } = tenant.settings.money;
  const plan: Plan = {
    ...wish,
    ...{ payerId: customer.personId, startedBy: agent.principal.id, state: 'pending_customer', livesMs },
  };
  const opening = await openPending(
    deed,
    { maker: makerOf(agent, now), policies },
    plan,
    (one, { payer, payee }) => {
      if (!payer) throw new Error('A customer without a wallet was asked');
      return ask(deed, one, { payer, payee });
    },
  );
  if (opening.done || 'stopped' in opening) return opening;
  throw whyNotForCustomer(opening.reason, {
    ...{ tenant, locale: agent.principal.locale, payer: opening.payer, now },
    payeeField: wish.operation === 'transfer' ? 'to' : undefined,
  });
}

async function ask(
  deed: Deed,
  one: StoredPending,
  { payer, payee }: { payer: Holder; payee: Holder | undefined },
) {
  const { tx, tenant, now } = deed;
  const asker = await askerOf(tx, tenant, one.startedBy);
  const words = wordsAbout(tenant, one, { asker, payer, payee });
  if (await isNumberNew(tx, tenant.id, payer.personId, now)) {
    await tellAsked(deed, one, { payer, words, code: null });
    return {};
  }
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const questionId = await askQuestion(tx, tenant.id, now, {
    ...{ personId: payer.personId, kind: one.operation === 'withdrawal' ? 'withdrawal' : 'payment' },
    ...{ values: words, livesMs: one.expiresAt.getTime() - now.getTime() },
  });
  await tellAsked(deed, one, { payer, words, code });
  return { questionId, codeHash: codePrint(one.id, code) };
}

/** What the log says of it, and what the agent goes on with. */
export const startedEvidence = (one: StoredPending) => ({
  ...evidenceOf(one, one.state),
  severity: 'notice' as const,
});
