import { z } from 'zod';
import type { Tx } from '@/db/client';
import { idText } from '../../base/id';
import { type Msisdn, spellMsisdn } from '../../base/msisdn';
import { oneLine } from '../../base/plain-text';
import { notSignedIn, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { personIdOf } from '../../policy/actor';
import type { Tenant } from '../../policy/tenant';
import { refusalOfOwn } from '../swap/hands';
import { assertNoOpenSwap, type Line, lockLine, lockOwnLine, moveLine } from './line';
import { isYourOwn } from './own-number';
import { sampleLine } from './sample-line';
import { suspendedBy } from './suspended-by';

/** Takes one's own number into use again, where it was oneself who had suspended it. */
export const resumeOwn = command({
  name: 'sim.resume-own',
  proof: 'fresh-second-factor',
  input: z.strictObject({ numberId: idText }),
  output: z.strictObject({ numberId: z.uuid() }),
  async run({ tx, actor, tenant, now }, { numberId }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const actorId = actor.principal.id;
    const line = await lockOwnLine(tx, tenant.id, { numberId, personId: actorId });
    if (line.number.state === 'suspended' && (await suspendedBy(tx, tenant.id, numberId)) !== 'holder')
      throw suspendedByStaff();
    await resume(tx, tenant, line, { now, actorId, by: 'holder' });
    return { output: { numberId }, evidence: evidenceOf(numberId) };
  },
  async sample(ground) {
    const { numberId } = await sampleLine(ground, { holderId: ground.actorId, suspendedBy: 'holder' });
    return { numberId };
  },
});

/** Takes a customer's number into use again, whoever had suspended it. */
export const resumeNumber = command({
  name: 'sim.resume',
  proof: 'fresh-second-factor',
  input: z.strictObject({ numberId: idText, reason: oneLine(200) }),
  output: z.strictObject({ numberId: z.uuid() }),
  async run({ tx, actor, tenant, now }, { numberId, reason }) {
    const actorId = personIdOf(actor);
    const line = await lockLine(tx, tenant.id, numberId);
    // What a colleague suspended is not let go by whom they suspended.
    const { holderId, msisdn } = line.number;
    if (actorId !== null && holderId === actorId) throw isYourOwn();
    const shared = holderId && (await refusalOfOwn(tx, actor, { holderId, msisdn }));
    if (shared) throw shared;
    await resume(tx, tenant, line, { now, actorId, by: 'staff', reason });
    return { output: { numberId }, evidence: evidenceOf(numberId, reason) };
  },
  async sample(ground) {
    const { numberId } = await sampleLine(ground, { suspendedBy: 'staff' });
    return { numberId, reason: 'Seen at the shop with their identity card' };
  },
});

type Resuming = { now: Date; actorId: string | null; by: 'holder' | 'staff'; reason?: string };

async function resume(
  tx: Tx,
  tenant: Tenant,
  line: Line,
  { now, actorId, by, reason }: Resuming,
): Promise<void> {
  const { number } = line;
  // The old card's word must not come back in the middle of a case that began without it.
  await assertNoOpenSwap(tx, tenant.id, { numberId: number.id, simId: null });
  const detail = { by, ...(reason && { reason }) };
  await moveLine(tx, line, { now, actorId, number: 'active', card: 'active', detail });
  if (!number.holderId) return;
  await notifyPerson(tx, tenant, now, number.holderId, {
    template: 'numberResumed',
    values: { number: spellMsisdn(number.msisdn as Msisdn) },
    everywhere: true,
  });
}

const evidenceOf = (numberId: string, reason?: string) => ({
  subject: `number:${numberId}`,
  severity: 'warning' as const,
  change: { state: ['suspended', 'active'], ...(reason && { reason }) },
});

const suspendedByStaff = () =>
  new Refusal(
    'number_suspended_by_staff',
    'Staff suspended this number. Call us or go to a shop to have it in use again.',
    { status: 403 },
  );
