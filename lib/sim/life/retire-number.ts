import { z } from 'zod';
import { idText } from '../../base/id';
import { type Msisdn, spellMsisdn } from '../../base/msisdn';
import { oneLine } from '../../base/plain-text';
import { command } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { personIdOf } from '../../policy/actor';
import { closeAddress } from './close-address';
import { assertNoOpenSwap, lockLine, moveLine } from './line';
import { isYourOwn } from './own-number';
import { sampleLine } from './sample-line';

/**
 * Retires a number with the card that carries it. It rests before somebody else may have it; until then what leads to its
 * holder stays theirs, but opens nothing.
 */
export const retireNumber = command({
  name: 'number.retire',
  proof: 'fresh-second-factor',
  input: z.strictObject({ numberId: idText, reason: oneLine(200) }),
  output: z.strictObject({ numberId: z.uuid() }),
  async run({ tx, actor, tenant, now }, { numberId, reason }) {
    const actorId = personIdOf(actor);
    const line = await lockLine(tx, tenant.id, numberId);
    const { number } = line;
    if (number.holderId === actorId && actorId !== null) throw isYourOwn();
    await assertNoOpenSwap(tx, tenant.id, { numberId, simId: number.simId });
    await moveLine(tx, line, {
      ...{ now, actorId, number: 'retired', card: 'retired' },
      also: { retiredAt: now, simId: null, portOutLockedAt: null, portOutLockEndsAt: null },
      detail: { by: 'staff', reason },
    });
    await closeAddress(tx, tenant.id, number.msisdn as Msisdn, now);
    if (number.holderId)
      await notifyPerson(tx, tenant, now, number.holderId, {
        template: 'numberRetired',
        values: { number: spellMsisdn(number.msisdn as Msisdn) },
        everywhere: true,
      });
    return {
      output: { numberId },
      evidence: {
        subject: `number:${numberId}`,
        severity: 'warning',
        change: { state: [number.state, 'retired'], sim: number.simId, reason },
      },
    };
  },
  async sample(ground) {
    const { numberId } = await sampleLine(ground);
    return { numberId, reason: 'The contract has ended' };
  },
});
