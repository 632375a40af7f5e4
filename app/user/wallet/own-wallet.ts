import { Refusal } from '@/lib/base/refusal';
import { show } from '@/lib/entry/page';
import { showWallet } from '@/lib/wallet/show';

/** The wallet of whoever is looking, or null where they have none yet. */
export async function ownWallet() {
  try {
    return await show(showWallet);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'no_wallet') return null;
    throw error;
  }
}

export type OwnWallet = NonNullable<Awaited<ReturnType<typeof ownWallet>>>;
