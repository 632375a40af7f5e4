import { Refusal } from '@/lib/base/refusal';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { showWallet } from '@/lib/wallet/show';

/** The wallet of whoever is looking, or null where they have none yet, or their roles give them none. */
export async function ownWallet() {
  const actor = await currentActor();
  if (actor.kind === 'person' && !actor.principal.permissions.includes('wallet.show')) return null;
  try {
    return await show(showWallet);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'no_wallet') return null;
    throw error;
  }
}

export type OwnWallet = NonNullable<Awaited<ReturnType<typeof ownWallet>>>;
