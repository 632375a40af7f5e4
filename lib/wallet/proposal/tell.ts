import type { Deed } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { originOf } from '../../policy/origin';
import { BUILT_IN_ROLES, permissionsOf } from '../../policy/roles';
import { spellAmount } from '../amount';
import type { Proposal } from './proposal';

/** A tenant with more people who may check than this has somebody who looks at the list. */
const MOST_TOLD = 10;

/** The built-in roles that may check; a tenant's own say so themselves. */
const checkingRoles = () =>
  BUILT_IN_ROLES.filter((key) =>
    permissionsOf([{ key, access: 'write', permissions: [] }], () => true).includes('money.proposal.approve'),
  );

const CHECKERS = {
  name: 'proposal-checkers',
  text: `select u.id from users u
    where u.tenant_id = $1 and u.status = 'active' and u.id <> $2 and u.id is distinct from $3 and exists (
      select from memberships m join roles r on r.tenant_id = $1 and r.id = m.role_id
      where m.tenant_id = $1 and m.person_id = u.id and (r.key = any($4) or 'money.proposal.approve' = any(r.permissions)))
    order by u.id limit $5`,
};

const pageOf = ({ tenant }: Deed, { id }: Proposal) => `${originOf(tenant)}/admin/money/proposals/${id}`;

const amountIn = ({ tenant }: Deed, { amount }: Proposal, locale: string | null) =>
  amount === null ? '–' : spellAmount(amount, tenant, locale);

/** Tells those who may check it that something waits for them. */
export async function tellCheckers(deed: Deed, one: Proposal): Promise<void> {
  const { tx, tenant, now, actor } = deed;
  const { rows } = await tx.$client.query<{ id: string }>({
    ...CHECKERS,
    values: [tenant.id, one.makerId, one.personId, checkingRoles(), MOST_TOLD],
  });
  const name = actor.kind === 'person' ? actor.principal.name : '–';
  for (const { id } of rows)
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
