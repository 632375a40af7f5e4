import { z } from 'zod';
import { forbidden } from '../../base/refusal';
import { command } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { permissionsOf } from '../../policy/roles';
import { isView } from '../../policy/views';
import { revokeThese } from '../../trust/revoke-sessions';
import { rolesHeld } from '../held-roles';
import { insertPerson } from '../new-person';
import { type Changer, refusalOfTouch } from '../role-rules';
import { readReach } from './read-reach';
import { sampleSession } from './sample-incident';
import { reachInput } from './show-reach';

const OWNER = { key: 'owner', access: 'write' as const, permissions: [] };

/**
 * Ends all sessions that a person, a browser or an address was reached with, at once: but the one that asks, and, where
 * no owner asks, those of owners.
 */
export const endReachSessions = command({
  name: 'incident.end-reach-sessions',
  proof: 'fresh-second-factor',
  input: reachInput,
  output: z.strictObject({
    ended: z.number().int(),
    people: z.number().int(),
    /** Sessions of people above the asker, which stand. */
    left: z.number().int(),
  }),
  async run({ tx, actor, tenant, now }, asked) {
    const askerId = personIdOf(actor);
    const held = askerId ? await rolesHeld(tx, tenant.id, askerId) : [];
    if (askerId && !permissionsOf(held, isView).includes('incident.end-reach-sessions')) throw forbidden();
    const changer: Changer = askerId ? { roles: held } : 'operator';
    const ownersStand = refusalOfTouch(changer, { roles: [OWNER] }) !== undefined;
    const own = actor.kind === 'person' ? actor.session.id : null;
    const { sessionsSeen } = await readReach(tx, tenant.id, now, asked);
    const live = sessionsSeen.filter((session) => session.live && session.id !== own);
    const those = live.filter(({ isOwners }) => !(isOwners && ownersStand));
    const ids = those.map(({ id }) => id);
    const ended = await revokeThese(tx, tenant.id, now, { ids, reason: 'ended by staff' });
    const people = new Set(those.map(({ personId }) => personId)).size;
    const left = live.length - those.length;
    return {
      output: { ended, people, left },
      evidence: {
        subject: `${asked.of}:${asked.id}`,
        severity: 'critical',
        change: { ended, people, left, hours: asked.hours },
      },
    };
  },
  async sample(ground) {
    const personId = await insertPerson(ground.tx, ground.tenant.id, ground.now, {
      name: 'Reached Sample',
      email: 'reached-sample@example.com',
      status: 'active',
      roles: ['user'],
    });
    await sampleSession(ground, personId);
    return { of: 'person', id: personId, hours: 24 };
  },
});
