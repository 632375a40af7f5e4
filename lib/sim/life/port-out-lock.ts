import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { numbers } from '@/db/schema/sim';
import { after } from '../../base/clock';
import { idText } from '../../base/id';
import { type Msisdn, spellMsisdn } from '../../base/msisdn';
import { notSignedIn, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import type { Tenant } from '../../policy/tenant';
import { isPortOutLocked, type StoredNumber } from '../number';
import { lockOwnLine, noteNumber } from './line';
import { sampleLine } from './sample-line';

const input = z.strictObject({ numberId: idText });

/** Keeps one's own number from leaving for another network, at once. It is free, and taking it off is another deed. */
export const lockPortOut = command({
  name: 'number.port-out.lock',
  proof: 'session',
  input,
  output: z.strictObject({ numberId: z.uuid() }),
  async run({ tx, actor, tenant, now }, { numberId }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const { number } = await lockOwnLine(tx, tenant.id, { numberId, personId });
    const stands = number.portOutLockedAt !== null && number.portOutLockEndsAt === null;
    // One that stands is nothing to write about again; one that is being taken off is put back.
    if (!stands) {
      await setLock(tx, number, { portOutLockedAt: now, portOutLockEndsAt: null });
      await tell(tx, tenant, now, { number, toState: 'port_out_locked', template: 'portOutLocked' });
    }
    return { output: { numberId }, evidence: evidenceOf(numberId, 'locked') };
  },
  sample: async (ground) => ({ numberId: (await sampleLine(ground, { holderId: ground.actorId })).numberId }),
});

/** Takes the lock off. It holds for a while yet, in which its holder is told: a thief may have asked for it. */
export const unlockPortOut = command({
  name: 'number.port-out.unlock',
  proof: 'fresh-second-factor',
  input,
  output: z.strictObject({ numberId: z.uuid(), endsAt: z.date() }),
  async run({ tx, actor, tenant, now }, { numberId }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const { number } = await lockOwnLine(tx, tenant.id, { numberId, personId });
    if (!isPortOutLocked(number, now)) throw isNotLocked();
    const isNew = number.portOutLockEndsAt === null;
    const endsAt = number.portOutLockEndsAt ?? after(now, tenant.settings.swap.unlockMs);
    if (isNew) {
      await setLock(tx, number, { portOutLockEndsAt: endsAt });
      await tell(tx, tenant, now, { number, toState: 'port_out_unlocking', template: 'portOutUnlocking' });
    }
    return { output: { numberId, endsAt }, evidence: evidenceOf(numberId, 'unlocking') };
  },
  async sample(ground) {
    const { numberId } = await sampleLine(ground, { holderId: ground.actorId });
    const number = { tenantId: ground.tenant.id, id: numberId };
    await setLock(ground.tx, number, { portOutLockedAt: ground.now, portOutLockEndsAt: null });
    return { numberId };
  },
});

type Lock = { portOutLockedAt?: Date; portOutLockEndsAt: Date | null };

async function setLock(tx: Tx, { tenantId, id }: Pick<StoredNumber, 'tenantId' | 'id'>, lock: Lock) {
  await tx
    .update(numbers)
    .set(lock)
    .where(and(eq(numbers.tenantId, tenantId), eq(numbers.id, id)));
}

type Said = {
  number: StoredNumber;
  toState: 'port_out_locked' | 'port_out_unlocking';
  template: 'portOutLocked' | 'portOutUnlocking';
};

/** Writes it into the number's timeline, and tells its holder wherever they are reached. */
async function tell(tx: Tx, tenant: Tenant, now: Date, { number, toState, template }: Said): Promise<void> {
  const { id: numberId, holderId, msisdn } = number;
  const note = { fromState: null, toState, actorId: holderId, detail: { by: 'holder' } };
  await noteNumber(tx, tenant.id, { numberId, now, ...note });
  if (!holderId) return;
  const values = { number: spellMsisdn(msisdn as Msisdn) };
  await notifyPerson(tx, tenant, now, holderId, { template, values, everywhere: true });
}

const evidenceOf = (numberId: string, portOut: 'locked' | 'unlocking') => ({
  subject: `number:${numberId}`,
  severity: portOut === 'locked' ? ('notice' as const) : ('warning' as const),
  change: { portOut },
});

const isNotLocked = () =>
  new Refusal('port_out_not_locked', 'There is no lock to take off: this number may leave.', {
    status: 409,
  });
