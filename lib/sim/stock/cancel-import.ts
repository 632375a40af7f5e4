import { z } from 'zod';
import { idText } from '../../base/id';
import { command } from '../../command/command';
import { lockImport } from './lock-import';
import { leaveImportQueue } from './queue-import';
import { dropCards, dropKeys, setImport } from './reading';
import { sampleImport } from './sample-import';
import { assertCanBecome } from './stock-import';

/** Gives an import up, also one that is still being read. Nothing of it comes into stock, and no code of a card stays. */
export const cancelImport = command({
  name: 'stock.import.cancel',
  proof: 'second-factor',
  input: z.strictObject({ importId: idText }),
  output: z.strictObject({ importId: z.uuid() }),
  async run({ tx, tenant, now }, { importId }) {
    const { state } = await lockImport(tx, tenant.id, importId, now);
    assertCanBecome(state, 'cancelled');
    await setImport(tx, tenant.id, importId, { state: 'cancelled', problem: null, changedAt: now });
    await dropCards(tx, tenant.id, importId);
    await dropKeys(tx, tenant.id, importId);
    await leaveImportQueue(tx, importId);
    return {
      output: { importId },
      evidence: { subject: `stock-import:${importId}`, change: { state: [state, 'cancelled'] } },
    };
  },
  sample: async (ground) => ({ importId: await sampleImport(ground, 'preview') }),
});
