import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { swapCases } from '@/db/schema/swap';
import { after } from '../../base/clock';
import { idText } from '../../base/id';
import { type Msisdn, spellMsisdn } from '../../base/msisdn';
import { oneLine } from '../../base/plain-text';
import { Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { personIdOf } from '../../policy/actor';
import type { Tenant } from '../../policy/tenant';
import { holdsOn } from '../../trust/hold';
import { isPortOutLocked, type StoredNumber } from '../number';
import { refusalOfOwn } from '../swap/hands';
import { closeAddress } from './close-address';
import { assertNoOpenSwap, lockLine, moveLine } from './line';
import { isYourOwn } from './own-number';
import { sampleLine } from './sample-line';

/**
 * Lets a number leave for another network, which asked for it. A thief who cannot have a swap asks for this: what keeps a
 * number from moving to another card keeps it from leaving too.
 */
export const portOut = command({
  name: 'number.port-out',
  proof: 'fresh-second-factor',
  input: z.strictObject({ numberId: idText, to: oneLine(60), reason: oneLine(200) }),
  output: z.strictObject({ numberId: z.uuid() }),
  async run({ tx, actor, tenant, now }, { numberId, to, reason }) {
    const actorId = personIdOf(actor);
    const line = await lockLine(tx, tenant.id, numberId);
    const { number } = line;
    if (actorId !== null && number.holderId === actorId) throw isYourOwn();
    const shared =
      number.holderId &&
      (await refusalOfOwn(tx, actor, { holderId: number.holderId, msisdn: number.msisdn }));
    if (shared) throw shared;
    await assertMayLeave(tx, tenant, number, now);
    await moveLine(tx, line, {
      ...{ now, actorId, number: 'retired', card: 'retired' },
      // It does not rest: it is in use, elsewhere.
      also: { retiredAt: null, simId: null, portOutLockedAt: null, portOutLockEndsAt: null },
      detail: { by: 'staff', reason, portedTo: to },
    });
    await closeAddress(tx, tenant.id, number.msisdn as Msisdn, now);
    if (number.holderId)
      await notifyPerson(tx, tenant, now, number.holderId, {
        template: 'numberLeft',
        values: { number: spellMsisdn(number.msisdn as Msisdn), other: to },
        everywhere: true,
      });
    return {
      output: { numberId },
      evidence: {
        subject: `number:${numberId}`,
        severity: 'warning',
        change: { state: [number.state, 'retired'], portedTo: to, reason },
      },
    };
  },
  async sample(ground) {
    const { numberId } = await sampleLine(ground);
    return { numberId, to: 'Airtel Rwanda', reason: 'Request 4711 of the other network' };
  },
});

async function assertMayLeave(tx: Tx, tenant: Tenant, number: StoredNumber, now: Date): Promise<void> {
  if (number.state !== 'active') throw isNotInUse();
  if (isPortOutLocked(number, now)) throw isLocked();
  await assertNoOpenSwap(tx, tenant.id, { numberId: number.id, simId: number.simId });
  if (number.holderId && (await holdsOn(tx, tenant.id, number.holderId, now)).includes('sim_swap'))
    throw isHeld();
  const movedAt = await lastMoved(tx, tenant.id, number.id);
  if (movedAt && after(movedAt, tenant.settings.swap.recentSwapMs) > now) throw movedLately();
}

async function lastMoved(tx: Tx, tenantId: string, numberId: string): Promise<Date | null> {
  const [last] = await tx
    .select({ at: swapCases.completedAt })
    .from(swapCases)
    .where(
      and(
        eq(swapCases.tenantId, tenantId),
        eq(swapCases.numberId, numberId),
        isNotNull(swapCases.completedAt),
      ),
    )
    .orderBy(desc(swapCases.completedAt))
    .limit(1);
  return last?.at ?? null;
}

const isNotInUse = () =>
  new Refusal('port_out_not_in_use', 'Only a number in use can leave for another network.', { status: 409 });

const isLocked = () =>
  new Refusal(
    'port_out_locked',
    'The holder has locked this number: it leaves for no other network until they take the lock off.',
    { status: 409 },
  );

const isHeld = () =>
  new Refusal(
    'port_out_held',
    'The holder has locked swaps, or their account is secured: until that is over, this number does not leave.',
    { status: 409 },
  );

const movedLately = () =>
  new Refusal(
    'port_out_after_swap',
    'This number moved to another card a short time ago. It may leave when that time is over.',
    { status: 409 },
  );
