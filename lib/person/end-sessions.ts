import { z } from 'zod';
import { idText } from '../base/id';
import { command } from '../command/command';
import { revokeSessions } from '../trust/revoke-sessions';
import { lockChange } from './held-roles';
import { insertPerson } from './new-person';
import { refusalOfTouch } from './role-rules';

/**
 * Ends all of a person's sessions, or the one that is named: the next request of each is a stranger's. An owner's are
 * ended by owners alone.
 */
export const endSessions = command({
  name: 'person.sessions.end',
  proof: 'fresh-second-factor',
  input: z.strictObject({ personId: idText, sessionId: idText.optional() }),
  output: z.strictObject({ personId: z.uuid(), ended: z.number().int() }),
  async run({ tx, actor, tenant, now }, { personId, sessionId }) {
    const { changer, subject } = await lockChange(tx, actor, 'person.sessions.end', personId);
    const about = { subject: `person:${personId}`, severity: 'warning' as const };
    const refused = refusalOfTouch(changer, subject);
    if (refused) return { refused, evidence: about };
    const ended = await revokeSessions(tx, tenant.id, now, { personId, sessionId, reason: 'ended by staff' });
    return {
      output: { personId, ended },
      evidence: { ...about, change: { ended, ...(sessionId && { session: sessionId }) } },
    };
  },
  async sample({ tx, tenant, now }) {
    const email = 'sessions-sample@example.com';
    const personId = await insertPerson(tx, tenant.id, now, {
      name: 'Sessions Sample',
      email,
      status: 'active',
      roles: [],
    });
    return { personId };
  },
});
