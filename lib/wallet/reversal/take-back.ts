import type { Tx } from '@/db/client';
import { newId } from '../../base/id';
import { Refusal } from '../../base/refusal';
import type { Tenant } from '../../policy/tenant';
import { spellAmount } from '../amount';
import type { Holder, Owned } from '../figures';
import { book, type Line, type Maker, type Place } from '../ledger';
import { isBetweenPeople, type LockedDeed, type PastDeed } from '../past-deed';
import { availableOf } from '../wallet';

// 1. A movement is taken back once, as another movement that names it; what took something back is itself never taken back.
// 2. Only what its payee has comes back: what a dispute holds of it, and what they may spend. Nobody is made to owe.
// 3. Limits are not given back: they bound what leaves an account in a day, and it has left; nor does a return count in them.

type TakingBack = {
  /** How much of the principal: all of it, or what a dispute holds. */
  amount: bigint;
  /** Of that, what was held for a dispute and ends with it. */
  fromHold: bigint;
  /** Whether the payer gets their fee back too. */
  withFee: boolean;
};

export type TakenBack = {
  deedId: string;
  amount: bigint;
  fee: bigint;
  commission: bigint;
};

/** Gives why a movement cannot be taken back, whoever wants it and whatever its payee holds, or undefined. */
export function refusalOfDeed(deed: PastDeed): Refusal | undefined {
  if (deed.operation === 'reversal') return isReversal();
  return isBetweenPeople(deed) ? undefined : notReversible();
}

/** Moves money back where it came from, on accounts that are locked, or refuses with what stands against it. */
export async function takeBack(
  tx: Tx,
  tenant: Tenant,
  { one, taking, maker }: { one: LockedDeed; taking: TakingBack; maker: Maker },
): Promise<TakenBack> {
  const { deed, locked, reversal } = one;
  const { amount, fromHold, withFee } = taking;
  const { payer: giver, payee: taker } = locked;
  if (reversal) throw isTakenBack();
  if (!giver || !taker) throw new Error('A movement is taken back between accounts that do not exist');
  if (availableOf(giver) + fromHold < amount) throw tooLittle(tenant, giver, { amount, fromHold });
  const fee = withFee ? deed.fee : 0n;
  const commission = commissionBack(one, taking);
  const deedId = newId(maker.now);
  const lines: Line[] = [
    { operation: 'reversal', from: 'payer', to: 'payee', amount },
    { operation: 'fee_reversal', from: 'fees', to: 'payee', amount: fee },
    { operation: 'commission_reversal', from: placeOf(one), to: 'fees', amount: commission },
  ];
  const booking = {
    ...{ deedId, currency: deed.currency, lines, reverses: deed.deedId },
    held: { role: 'payer' as const, by: -fromHold },
  };
  await book(tx, tenant, { locked, booking, maker });
  return { deedId, amount, fee, commission };
}

const isSame = (one: Owned | null, other: Owned): boolean =>
  one?.kind === other.kind && one.ownerId === other.ownerId;

/** Where the commission is now: in the agent's account of commissions, or in their float, which is one of the sides. */
function placeOf({ deed }: LockedDeed): Place {
  if (isSame(deed.earner, deed.to)) return 'payer';
  if (isSame(deed.earner, deed.from)) return 'payee';
  return 'aside';
}

/** What is still there of the commission: one that was paid out already stays with the agent, at the tenant's cost. */
function commissionBack(one: LockedDeed, { amount, fromHold }: TakingBack): bigint {
  const { deed, locked } = one;
  const place = placeOf(one);
  if (deed.commission === 0n) return 0n;
  const holder = locked[place as 'payer' | 'payee' | 'aside'];
  if (!holder) return 0n;
  const moved = place === 'payer' ? fromHold - amount : place === 'payee' ? amount : 0n;
  const there = availableOf(holder) + moved;
  if (there <= 0n) return 0n;
  return there < deed.commission ? there : deed.commission;
}

const isReversal = () =>
  new Refusal(
    'reversal_of_reversal',
    'This movement took another one back. It cannot be taken back itself.',
    {
      status: 409,
      field: 'deedId',
    },
  );

const notReversible = () =>
  new Refusal(
    'deed_not_reversible',
    'Only a transfer, a deposit or a withdrawal can be taken back. What the tenant gave to a float is returned instead.',
    { status: 409, field: 'deedId' },
  );

/** The words of the database's own rule, said before it has to. */
export const isTakenBack = () =>
  new Refusal('deed_is_reversed', 'This movement was taken back already.', { status: 409 });

const tooLittle = (
  tenant: Tenant,
  giver: Holder,
  { amount, fromHold }: { amount: bigint; fromHold: bigint },
) =>
  new Refusal(
    'reversal_too_little',
    'Whoever got this money has {available} of it left. {amount} would be taken back.',
    {
      status: 409,
      values: {
        available: spellAmount(availableOf(giver) + fromHold, tenant, null),
        amount: spellAmount(amount, tenant, null),
      },
    },
  );
