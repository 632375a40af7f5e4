import { z } from 'zod';
import { notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { standingOf } from '../trust/decision/standing';
import { readSessionStatus, sessionStatus } from './session-status';

/** How far one's own session is trusted and why; null for whoever comes by telephone, where there is no session. */
export const ownStatus = query({
  name: 'auth.status',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({ status: sessionStatus.nullable() }),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal, session } = actor;
    const only = { sessionId: session.id, proof: standingOf(actor, 'query').facts.proof };
    const { id: personId, permissions } = principal;
    const [status = null] = await readSessionStatus(tx, tenant, now, { personId, permissions, only });
    return { status };
  },
  sample: async () => ({}),
});
