import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { accounts } from '@/db/schema/wallet';
import { newId } from '../base/id';

/**
 * Opens the wallet that a person's money will be in; a person who has one keeps it. Gives the account's id.
 * It stands here, below both SIM cards and money, because a registration and a sign-up open wallets too.
 */
export async function openWallet(
  tx: Tx,
  tenantId: string,
  personId: string,
  currency: string,
  now: Date,
): Promise<string> {
  const { accountId } = await openAccount(tx, { tenantId, personId, currency, now, kind: 'wallet' });
  return accountId;
}

type NewAccount = {
  tenantId: string;
  personId: string;
  currency: string;
  now: Date;
  kind: 'wallet' | 'float' | 'commission';
};

/**
 * Opens an account that a person owns, with nothing in it; one of that kind that is open already stays.
 * Gives its id, and whether it was opened just now: of two who open it at once, exactly one did.
 */
export async function openAccount(
  tx: Tx,
  { tenantId, personId, currency, now, kind }: NewAccount,
): Promise<{ accountId: string; isNew: boolean }> {
  const [opened] = await tx
    .insert(accounts)
    .values({
      ...{ tenantId, id: newId(now), kind, ownerId: personId, currency },
      ...{ posted: 0n, held: 0n, createdAt: now },
    })
    .onConflictDoNothing()
    .returning({ id: accounts.id });
  if (opened) return { accountId: opened.id, isNew: true };
  const [open] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(accounts.tenantId, tenantId),
        eq(accounts.ownerId, personId),
        eq(accounts.kind, kind),
        eq(accounts.currency, currency),
      ),
    );
  if (!open) throw new Error(`The ${kind} of person ${personId} is neither open nor can it be opened`);
  return { accountId: open.id, isNew: false };
}
