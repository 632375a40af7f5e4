import { z } from 'zod';
import { notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { samplePin } from './sample-pin';

type Row = { changedAt: Date | null; locked: boolean; password: boolean };

/** One's own PIN: whether there is one, whether it is locked, and what a new one is to be proved by. */
export const ownPin = query({
  name: 'auth.pin',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({
    changedAt: z.date().nullable(),
    locked: z.boolean(),
    provedBy: z.enum(['factor', 'password']),
    /** What is dialled for the menu that it is for. */
    code: z.string(),
  }),
  async run({ tx, actor, tenant }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id, mfaEnabled } = actor.principal;
    const { rows } = await tx.$client.query<Row>({
      name: 'own-pin',
      text: `select p.changed_at as "changedAt", coalesce(p.tries_left = 0, false) as locked,
          exists (select from passwords w where w.tenant_id = $1 and w.person_id = $2) as password
        from (select 1) one left join pins p on p.tenant_id = $1 and p.person_id = $2`,
      values: [tenant.id, id],
    });
    const { changedAt = null, locked = false, password = false } = rows[0] ?? {};
    const provedBy = password && !mfaEnabled ? ('password' as const) : ('factor' as const);
    return { changedAt, locked, provedBy, code: tenant.settings.ussdCode };
  },
  async sample(ground) {
    await samplePin(ground, ground.actorId);
    return {};
  },
});
