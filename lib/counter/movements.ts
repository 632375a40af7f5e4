import { notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { floatOf } from '../wallet/figures';
import { ledgerFilter, ledgerPage, readLedgerPage } from '../wallet/ledger-page';
import { sampleFloat } from './sample-float';

/** Shows an agent the movements of their own float, by direction or receipt, with the customer masked. */
export const floatMovements = query({
  name: 'counter.movements',
  proof: 'second-factor',
  input: ledgerFilter,
  output: ledgerPage,
  async run({ tx, actor, tenant }, filter) {
    if (actor.kind !== 'person') throw notSignedIn();
    return readLedgerPage(tx, tenant, floatOf(actor.principal.id), filter);
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    return { direction: 'in', limit: 10 };
  },
});
