import { z } from 'zod';
import { after } from '../../base/clock';
import { newId } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { forbidden } from '../../base/refusal';
import { command } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { refusalOfHand, type StoredBreakGlass, stateOf, WAITS_MS } from './break-glass';
import { lockHands, lockUnended, writeEnd } from './stored-break-glass';
import { tellBreakGlass } from './tell';

/** Asks for an hour with the permissions of an owner, for a reason that every owner is told at once. Another administrator opens it. */
export const askBreakGlass = command({
  name: 'break-glass.ask',
  proof: 'fresh-second-factor',
  input: z.strictObject({ reason: oneLine(200) }),
  output: z.strictObject({ breakGlassId: z.uuid() }),
  async run({ tx, actor, tenant, now }, { reason }) {
    const askedBy = personIdOf(actor);
    if (!askedBy) throw forbidden();
    const asker = (await lockHands(tx, tenant.id, now, [askedBy])).get(askedBy);
    const refused = asker ? refusalOfHand(asker) : forbidden();
    if (refused) return { refused, evidence: { change: { reason } } };
    // What has lapsed unseen makes room; what still stands is refused by the database.
    for (const old of await lockUnended(tx, tenant.id, askedBy))
      if (stateOf(old, now) === 'over') {
        await writeEnd(tx, tenant.id, { id: old.id, at: old.endsAt ?? old.expiresAt, by: null });
        if (old.openedAt)
          await tellBreakGlass(tx, tenant, now, old, { event: 'break-glass.ended', by: null });
      }
    const one: StoredBreakGlass = {
      ...{ id: newId(now), reason, askedBy, askedAt: now, expiresAt: after(now, WAITS_MS) },
      ...{ openedBy: null, openedAt: null, endsAt: null, endedAt: null },
    };
    await tx.$client.query({
      name: 'break-glass-ask',
      text: `insert into break_glass (tenant_id, id, reason, asked_by, asked_at, expires_at) values ($1,$2,$3,$4,$5,$6)`,
      values: [tenant.id, one.id, reason, askedBy, now, one.expiresAt],
    });
    await tellBreakGlass(tx, tenant, now, one, { event: 'break-glass.asked', by: askedBy });
    return {
      output: { breakGlassId: one.id },
      evidence: { subject: `break-glass:${one.id}`, severity: 'critical', change: { reason } },
    };
  },
  sample: async () => ({ reason: 'The only owner is in hospital and money is leaving' }),
});
