import type { Deed } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { peopleWhoMay } from '../../person/who-may';
import { originOf } from '../../policy/origin';
import { spellAmount } from '../amount';
import type { Proposal } from './proposal';

/** A tenant with more people who may check than this has somebody who looks at the list. */
const MOST_TOLD = 10;

const pageOf = ({ tenant }: Deed, { id }: Proposal) => `${originOf(tenant)}/admin/money/proposals/${id}`;

const amountIn = ({ tenant }: Deed, { amount }: Proposal, locale: string | null) =>
  amount === null ? '–' : spellAmount(amount, tenant, locale);

/** Tells those who may check it that something waits for them. */
export async function tellCheckers(deed: Deed, one: Proposal): Promise<void> {
  const { tx, tenant, now, actor } = deed;
  const checkers = await peopleWhoMay(tx, tenant.id, {
    ...{ permission: 'money.proposal.approve', except: [one.makerId, one.personId], most: MOST_TOLD },
  });
  const name = actor.kind === 'person' ? actor.principal.name : '–';
  for (const id of checkers)
    await notifyPerson(tx, tenant, now, id, {
      template: 'proposalWaits',
      values: (locale) => ({ name, amount: amountIn(deed, one, locale), page: pageOf(deed, one) }),
    });
}

/** Tells its maker what became of it. */
export async function tellMaker(
  deed: Deed,
  one: Proposal,
  template: 'proposalApproved' | 'proposalRejected',
) {
  const { tx, tenant, now } = deed;
  await notifyPerson(tx, tenant, now, one.makerId, {
    template,
    values: (locale) => ({ amount: amountIn(deed, one, locale), page: pageOf(deed, one) }),
  });
}
