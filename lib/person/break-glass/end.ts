import { z } from 'zod';
import { idText } from '../../base/id';
import { command, type Deed } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { isFit } from '../../policy/break-glass';
import { stands } from '../../trust/hold';
import { isOver, type StoredBreakGlass, stateOf } from './break-glass';
import { sampleBreakGlass } from './sample-break-glass';
import { lockBreakGlass, lockUnended, writeEnd } from './stored-break-glass';
import { tellBreakGlass } from './tell';

/** Ends an hour as an owner, or the wish for one, before its time: whoever asked, any administrator, any owner. */
export const endBreakGlass = command({
  name: 'break-glass.end',
  proof: 'second-factor',
  input: z.strictObject({ breakGlassId: idText }),
  output: z.strictObject({ breakGlassId: z.uuid() }),
  async run(deed, { breakGlassId }) {
    const { tx, actor, tenant, now } = deed;
    const one = await lockBreakGlass(tx, tenant.id, breakGlassId);
    const state = stateOf(one, now);
    if (state === 'over') throw isOver();
    const by = personIdOf(actor);
    await endOne(deed, one, { at: now, by });
    return {
      output: { breakGlassId },
      evidence: {
        subject: `break-glass:${breakGlassId}`,
        severity: 'warning',
        change: { state: [state, 'over'] },
      },
    };
  },
  sample: async (ground) => ({ breakGlassId: await sampleBreakGlass(ground) }),
});

/** Notes and tells what ended by itself: its time is over, or its asker is no administrator any more. Done by the process. */
export const lapseBreakGlass = command({
  name: 'break-glass.lapse',
  proof: 'second-factor',
  input: z.strictObject({}),
  output: z.strictObject({ ended: z.number().int() }),
  async run(deed) {
    const { tx, tenant, now } = deed;
    const ended: string[] = [];
    for (const one of await lockUnended(tx, tenant.id)) {
      const hasLapsed = stateOf(one, now) === 'over';
      if (!hasLapsed && (await isStillFit(deed, one))) continue;
      await endOne(deed, one, { at: hasLapsed ? (one.endsAt ?? one.expiresAt) : now, by: null });
      ended.push(one.id);
    }
    return {
      output: { ended: ended.length },
      evidence: {
        ...(ended[0] && { subject: `break-glass:${ended[0]}` }),
        severity: 'warning',
        change: { ended },
      },
    };
  },
  async sample(ground) {
    await sampleBreakGlass(ground);
    return {};
  },
});

/** Writes the end of one, and tells of it where it was open. */
async function endOne(
  { tx, tenant, now }: Deed,
  one: StoredBreakGlass,
  { at, by }: { at: Date; by: string | null },
): Promise<void> {
  await writeEnd(tx, tenant.id, { id: one.id, at, by });
  // A wish that nobody opened lapses in silence; one that somebody ended was told of, and so is its end.
  if (one.openedAt || by) await tellBreakGlass(tx, tenant, now, one, { event: 'break-glass.ended', by });
}

async function isStillFit({ tx, tenant, now }: Deed, { askedBy }: StoredBreakGlass): Promise<boolean> {
  const { rows } = await tx.$client.query<{ status: string; held: string[]; roles: string[] }>({
    name: 'break-glass-fit',
    text: `select u.status,
        array(select h.kind from person_holds h
          where h.tenant_id = $1 and h.person_id = u.id and ${stands('h', '$3')}) as held,
        array(select r.key from memberships m join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
          where m.tenant_id = $1 and m.person_id = u.id) as roles
      from users u where u.tenant_id = $1 and u.id = $2`,
    values: [tenant.id, askedBy, now],
  });
  const [row] = rows;
  return (
    row?.status === 'active' &&
    isFit(
      row.roles.map((key) => ({ key })),
      row.held,
    )
  );
}
