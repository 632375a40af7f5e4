import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { knownDevices, sessions } from '@/db/schema/auth';
import { after, MINUTE_MS } from '../base/clock';
import { idText, newId } from '../base/id';
import { notFound, notSignedIn } from '../base/refusal';
import { command, type SampleGround } from '../command/command';
import { refusalOfForgetting } from '../trust/device/device-rules';
import { revokeSessions } from '../trust/revoke-sessions';
import { lockDevice } from './device/lock-device';

import { sampleDevice } from './device/sample-device';

// None of these asks for a second factor: they only ever take away, and whoever is frightened must not be stopped.

/** Ends one of one's own sessions. What was opened there is dead on its next request. */
export const endSession = command({
  name: 'auth.session.end',
  proof: 'session',
  input: z.strictObject({ sessionId: idText }),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }, { sessionId }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const reason = 'ended by its owner';
    if ((await revokeSessions(tx, tenant.id, now, { personId, sessionId, reason })) === 0) throw notFound();
    return { output: {}, evidence: { subject: `session:${sessionId}`, severity: 'notice' } };
  },
  sample: async (ground) => ({ sessionId: await sampleSession(ground, null) }),
});

/** Ends all of one's own sessions but the one that asks. */
export const endOtherSessions = command({
  name: 'auth.sessions.end-others',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({ ended: z.number().int() }),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal, session } = actor;
    const others = { personId: principal.id, butId: session.id, reason: 'ended by its owner' };
    const ended = await revokeSessions(tx, tenant.id, now, others);
    return {
      output: { ended },
      evidence: { subject: `person:${principal.id}`, severity: 'notice', change: { ended } },
    };
  },
  sample: async () => ({}),
});

/** Forgets a browser that one has signed in from: its sessions end, and it has no tries of its own any more. */
export const forgetDevice = command({
  name: 'auth.device.forget',
  proof: 'session',
  input: z.strictObject({ deviceId: idText }),
  output: z.strictObject({ ended: z.number().int() }),
  async run({ tx, actor, tenant, now }, { deviceId }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const refused = refusalOfForgetting(await lockDevice(tx, tenant.id, personId, deviceId));
    if (refused) return { refused, evidence: { subject: `device:${deviceId}` } };
    await dropDevice(tx, tenant.id, personId, deviceId);
    const those = { personId, deviceId, reason: 'device forgotten' };
    const ended = await revokeSessions(tx, tenant.id, now, those);
    return {
      output: { ended },
      evidence: { subject: `device:${deviceId}`, severity: 'notice', change: { ended } },
    };
  },
  async sample(ground) {
    const deviceId = await sampleDevice(ground, ground.actorId);
    await sampleSession(ground, deviceId);
    return { deviceId };
  },
});

/** Takes a browser from those that a person has signed in from. */
async function dropDevice(tx: Tx, tenantId: string, personId: string, deviceId: string): Promise<void> {
  await tx
    .delete(knownDevices)
    .where(
      and(
        eq(knownDevices.tenantId, tenantId),
        eq(knownDevices.personId, personId),
        eq(knownDevices.deviceId, deviceId),
      ),
    );
}

async function sampleSession(
  { tx, tenant, now, actorId }: SampleGround,
  deviceId: string | null,
): Promise<string> {
  const id = newId(now);
  const ends = after(now, 5 * MINUTE_MS);
  await tx.insert(sessions).values({
    tenantId: tenant.id,
    id,
    personId: actorId,
    deviceId,
    userAgent: 'sample',
    assurance: 1,
    methods: ['password'],
    createdAt: now,
    lastSeenAt: now,
    idleExpiresAt: ends,
    expiresAt: ends,
  });
  return id;
}
