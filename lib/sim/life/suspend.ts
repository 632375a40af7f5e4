import { z } from 'zod';
import { idText } from '../../base/id';
import { type Msisdn, spellMsisdn } from '../../base/msisdn';
import { oneLine } from '../../base/plain-text';
import { notSignedIn } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { personIdOf } from '../../policy/actor';
import { noteSuspension } from '../swap/dispute';
import { closeAddress } from './close-address';
import { type Line, lockLine, lockOwnLine, moveLine } from './line';
import { sampleLine } from './sample-line';

/** Why its holder suspends a number. */
const OWN_REASONS = ['lost', 'stolen', 'other'] as const;

/** Suspends one's own number at once. One session is enough: it only ever protects. */
export const suspendOwn = command({
  name: 'sim.suspend-own',
  proof: 'session',
  input: z.strictObject({ numberId: idText, reason: z.enum(OWN_REASONS).default('lost') }),
  output: z.strictObject({ numberId: z.uuid() }),
  async run(deed, { numberId, reason }) {
    const { tx, actor, tenant } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const actorId = actor.principal.id;
    const line = await lockOwnLine(tx, tenant.id, { numberId, personId: actorId });
    await suspend(deed, line, { actorId, by: 'holder', reason });
    return { output: { numberId }, evidence: evidenceOf(numberId, reason) };
  },
  sample: async (ground) => ({ numberId: (await sampleLine(ground, { holderId: ground.actorId })).numberId }),
});

/** Suspends a customer's number, by staff whom they have called or who see what others do not. */
export const suspendNumber = command({
  name: 'sim.suspend',
  proof: 'second-factor',
  input: z.strictObject({ numberId: idText, reason: oneLine(200) }),
  output: z.strictObject({ numberId: z.uuid() }),
  async run(deed, { numberId, reason }) {
    const { tx, actor, tenant } = deed;
    const line = await lockLine(tx, tenant.id, numberId);
    await suspend(deed, line, { actorId: personIdOf(actor), by: 'staff', reason });
    return { output: { numberId }, evidence: evidenceOf(numberId, reason) };
  },
  async sample(ground) {
    const { numberId } = await sampleLine(ground);
    return { numberId, reason: 'The holder called: their telephone is gone' };
  },
});

type Suspending = { actorId: string | null; by: 'holder' | 'staff'; reason: string };

/**
 * Suspends a number and the card that carries it. While the number is about to move, the card stays where the case has it,
 * and goes back to being suspended if nothing comes of it.
 */
async function suspend(deed: Deed, line: Line, { actorId, by, reason }: Suspending): Promise<void> {
  const { tx, tenant, now } = deed;
  const { number, sim } = line;
  const moves = sim?.state === 'pending_swap';
  await moveLine(tx, line, {
    ...{ now, actorId, number: 'suspended', card: moves ? undefined : 'suspended' },
    detail: { by, reason },
  });
  if (moves)
    await noteSuspension(
      deed,
      number.id,
      by === 'holder'
        ? { name: 'sim.suspend-own', objectedBy: 'portal' }
        : { name: 'sim.suspend', objectedBy: 'telephone' },
    );
  await closeAddress(tx, tenant.id, number.msisdn as Msisdn, now);
  if (!number.holderId) return;
  await notifyPerson(tx, tenant, now, number.holderId, {
    template: 'numberSuspended',
    values: { number: spellMsisdn(number.msisdn as Msisdn) },
    everywhere: true,
  });
}

const evidenceOf = (numberId: string, reason: string) => ({
  subject: `number:${numberId}`,
  severity: 'warning' as const,
  change: { state: ['active', 'suspended'], reason },
});
