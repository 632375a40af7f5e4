import { z } from 'zod';
import { idText, newId } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { command } from '../../command/command';
import { keyText } from '../../command/key-text';
import { readDeed, readReversal } from '../past-deed';
import { proposalStep, propose } from '../proposal/propose';
import { sampleTransfer } from '../sample-wallet';
import { refusalOfHands } from './hands';
import { isTakenBack, refusalOfDeed } from './take-back';

/**
 * Proposes to take a movement back, with or without its fee; a colleague decides. Whether its payee has enough of it left is
 * judged when it is approved. Refuses what was taken back already, what took something back, and whoever has a hand in it.
 */
export const proposeReversal = command({
  name: 'reversal.propose',
  proof: 'fresh-second-factor',
  input: z.strictObject({
    deedId: idText,
    withFee: z.enum(['yes', 'no']).default('no'),
    reason: oneLine(300),
    key: keyText,
  }),
  output: proposalStep,
  idempotencyKey: 'key',
  async run(deed, { deedId, withFee, reason }) {
    const { tx, tenant } = deed;
    const movement = await readDeed(tx, tenant, deedId);
    const refused = refusalOfDeed(movement) ?? (await refusalOfHands(deed, movement));
    if (refused) throw refused;
    if (await readReversal(tx, tenant, deedId)) throw isTakenBack();
    const { amount, currency, to } = movement;
    const terms = { withFee: withFee === 'yes', fee: withFee === 'yes' ? String(movement.fee) : '0' };
    return propose(deed, {
      kind: 'reversal',
      personId: to?.ownerId,
      deedId,
      currency,
      amount,
      terms,
      reason,
    });
  },
  async sample(ground) {
    const { deedId } = await sampleTransfer(ground);
    return { deedId, withFee: 'yes', reason: 'It was paid twice by mistake', key: newId(ground.now) };
  },
});
