import { HOUR_MS } from '../../base/clock';
import type { Tenant } from '../../policy/tenant';
import type { Holder } from '../figures';
import type { Locked } from '../ledger';
import type { Movement } from '../post';
import { limitsOf } from '../wallet';
import { habitsAfterDeed } from './after';
import { newHabits } from './habits';
import type { DeedType, FraudLook, News, Side } from './look';

/** The movements that a wallet is known by. Floats are filled and corrected by staff, and say nothing of a customer. */
const TYPES: Partial<Record<Movement['operation'], DeedType>> = {
  transfer: 'transfer',
  withdrawal: 'withdrawal',
  deposit: 'deposit',
};

type Seen = {
  locked: Locked;
  now: Date;
  news?: News;
  /** Minor units that are held back for this very movement already. */
  heldFor?: bigint;
};

/**
 * Gives a movement on locked accounts as the fraud model looks at it, or undefined where it is none of a wallet. Balances
 * are what could be spent before it; moments are hours since 1970.
 */
export function lookOf(
  tenant: Tenant,
  { operation, amount }: Movement,
  { locked, now, news, heldFor = 0n }: Seen,
): FraudLook | undefined {
  const type = TYPES[operation];
  const { payer, payee } = locked;
  const sides = { payer: sideOf(payer, heldFor), payee: sideOf(payee, 0n) };
  if (!type || (!sides.payer && !sides.payee)) return undefined;
  const swappedAt = sides.payer && payer?.swappedAt;
  return {
    ...{ type, amount: Number(amount), at: now.getTime() / HOUR_MS, ...sides, news },
    firstPayee: type === 'transfer' && locked.firstPayee,
    hoursSinceSwap: swappedAt ? Math.max(0, (now.getTime() - swappedAt.getTime()) / HOUR_MS) : null,
    limit: payer && (limitsOf(payer, tenant.settings.money)?.perTransfer ?? null),
  };
}

function sideOf(holder: Holder | undefined, heldFor: bigint): Side | null {
  if (holder?.kind !== 'wallet') return null;
  const { posted, held, habits } = holder;
  return { habits: habits ?? newHabits(), balance: Number(posted - held + heldFor) };
}

/** Gives what is remembered of the wallets of a movement once it is done. */
export function habitsAfterMovement(
  tenant: Tenant,
  movement: Movement,
  seen: Seen,
): { payer?: readonly number[]; payee?: readonly number[] } {
  const look = lookOf(tenant, movement, seen);
  if (!look) return {};
  const { payer, payee } = habitsAfterDeed(look);
  return { ...(payer ? { payer } : {}), ...(payee ? { payee } : {}) };
}
