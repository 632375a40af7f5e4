import { inTenant } from '@/db/client';
import { newId } from '@/lib/base/id';
import type { Person } from '@/lib/policy/actor';
import { floatOf, walletOf } from '@/lib/wallet/figures';
import { type Movement, post } from '@/lib/wallet/post';
import type { Ground } from './ground';

type Paid = { amount: bigint; fee?: bigint; commission?: bigint; at?: Date };

/** A transfer between two customers that was posted; gives its id. */
export const aTransfer = (ground: Ground, from: Person, to: Person, paid: Paid) =>
  posted(
    ground,
    { ...{ operation: 'transfer', payer: walletOf(from.principal.id), payee: walletOf(to.principal.id) } },
    { ...paid, by: from, earner: null },
  );

/** A deposit at an agent's counter. */
export const aDeposit = (ground: Ground, agent: Person, customer: Person, paid: Paid) =>
  posted(
    ground,
    {
      ...{ operation: 'deposit', payer: floatOf(agent.principal.id), payee: walletOf(customer.principal.id) },
    },
    { ...paid, by: agent, earner: agent },
  );

/** A withdrawal that an agent paid out. */
export const aWithdrawal = (ground: Ground, customer: Person, agent: Person, paid: Paid) =>
  posted(
    ground,
    {
      ...{ operation: 'withdrawal', payer: walletOf(customer.principal.id) },
      payee: floatOf(agent.principal.id),
    },
    { ...paid, by: agent, earner: agent },
  );

type Sides = Pick<Movement, 'operation' | 'payer' | 'payee'>;

async function posted(
  ground: Ground,
  sides: Sides,
  { amount, fee = 0n, commission = 0n, at, by, earner }: Paid & { by: Person; earner: Person | null },
): Promise<string> {
  const { tenant } = ground;
  const now = at ?? ground.system().request.at;
  const deedId = newId(now);
  const movement: Movement = {
    ...{ ...sides, deedId, amount, fee },
    commission: earner ? { amount: commission, to: earner.principal.id } : undefined,
  };
  const maker = { personId: by.principal.id, now, ip: null, deviceId: null, risk: 0 };
  const posting = await inTenant(tenant.id, (tx) => post(tx, tenant, movement, maker));
  if (!posting.done) throw new Error(`A test movement was not posted: ${posting.reason}`);
  return deedId;
}
