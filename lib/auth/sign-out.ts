import { z } from 'zod';
import { notSignedIn } from '../base/refusal';
import { command } from '../command/command';
import { revokeSessions } from '../trust/revoke-sessions';

/** Ends this session. */
export const signOut = command({
  name: 'auth.sign-out',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    await revokeSessions(tx, tenant.id, now, {
      personId: actor.principal.id,
      sessionId: actor.session.id,
      reason: 'signed out',
    });
    return { output: {}, evidence: { subject: `session:${actor.session.id}` } };
  },
  sample: async () => ({}),
});

/** Ends all of one's own sessions, this one too. */
export const signOutEverywhere = command({
  name: 'auth.sign-out-everywhere',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({ ended: z.number().int() }),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const ended = await revokeSessions(tx, tenant.id, now, {
      personId: actor.principal.id,
      reason: 'signed out everywhere',
    });
    return {
      output: { ended },
      evidence: { subject: `person:${actor.principal.id}`, severity: 'notice', change: { ended } },
    };
  },
  sample: async () => ({}),
});
