import { notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { walletOf } from './figures';
import { ledgerFilter, ledgerPage, readLedgerPage } from './ledger-page';
import { sampleFunds } from './sample-wallet';

/** Shows a person the movements of their own wallet, by direction or receipt, with the other person masked. */
export const walletMovements = query({
  name: 'wallet.movements',
  proof: 'session',
  input: ledgerFilter,
  output: ledgerPage,
  async run({ tx, actor, tenant }, filter) {
    if (actor.kind !== 'person') throw notSignedIn();
    return readLedgerPage(tx, tenant, walletOf(actor.principal.id), filter);
  },
  async sample(ground) {
    await sampleFunds(ground, ground.actorId, 10_000n);
    return { direction: 'in', limit: 10 };
  },
});
