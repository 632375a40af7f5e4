import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { users } from '@/db/schema/person';
import { deedApprovals } from '@/db/schema/policy';
import { idText } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { forbidden, notFound, Refusal } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { languageOf } from '../../notice/words';
import { rolesHeld } from '../../person/held-roles';
import { personIdOf } from '../../policy/actor';
import { refusalOf } from '../../policy/authorise';
import type { Permission } from '../../policy/permissions';
import { permissionsOf } from '../../policy/roles';
import type { Tenant } from '../../policy/tenant';
import { isView } from '../../policy/views';
import { refusalOfDecision } from '../../trust/decision/approval-state';
import { sampleApproval } from './sample-approval';

type Stored = typeof deedApprovals.$inferSelect;

const output = z.strictObject({ approvalId: z.uuid() });

/** Agrees to a deed that somebody else asked for, and may be asked to do again by nobody but them. */
export const approveDeed = command({
  name: 'approval.approve',
  proof: 'fresh-second-factor',
  input: z.strictObject({ approvalId: idText }),
  output,
  run: (deed, { approvalId }) => decideOn(deed, approvalId, { to: 'approved', reason: null }),
  sample: async (ground) => ({ approvalId: await sampleApproval(ground) }),
});

/** Refuses a deed that somebody else asked for, with a reason; also one that was agreed to and is not done yet. */
export const refuseDeed = command({
  name: 'approval.refuse',
  proof: 'fresh-second-factor',
  input: z.strictObject({ approvalId: idText, reason: oneLine(300) }),
  output,
  run: (deed, { approvalId, reason }) => decideOn(deed, approvalId, { to: 'refused', reason }),
  sample: async (ground) => ({
    approvalId: await sampleApproval(ground),
    reason: 'The customer did not ask for it',
  }),
});

type Decision = { to: 'approved' | 'refused'; reason: string | null };

async function decideOn(deed: Deed, id: string, { to, reason }: Decision) {
  const { tx, actor, tenant, now } = deed;
  const wish = await lockWish(tx, tenant.id, id);
  const decidedBy = personIdOf(actor);
  const evidence = {
    ...{ subject: `approval:${id}`, approval: id, severity: 'notice' as const },
    change: { command: wish.command, state: [wish.state, to], ...(reason && { reason }) },
  };
  const refused = refusalOfDecision(wish, to, decidedBy, now) ?? (await refusalOfRights(deed, wish, to));
  if (refused) return { refused, evidence };
  await tx
    .update(deedApprovals)
    .set({ state: to, decidedBy, decidedAt: now, reason })
    .where(and(eq(deedApprovals.tenantId, tenant.id), eq(deedApprovals.id, id)));
  const name = actor.kind === 'person' ? actor.principal.name : '';
  await notifyPerson(tx, tenant, now, wish.askedBy, {
    template: to === 'approved' ? 'approvalGiven' : 'approvalRefused',
    values: (locale) => ({
      ...{ name, time: spellTime(wish.askedAt, tenant, locale) },
      ...(reason && { reason }),
    }),
  });
  return { output: { approvalId: id }, evidence };
}

/** What was asked stands in the portal; a letter says when, by the clocks of the tenant. */
const spellTime = (at: Date, { timeZone, locale: usual }: Tenant, locale: string | null): string =>
  new Intl.DateTimeFormat(languageOf(locale ?? usual), {
    ...{ dateStyle: 'medium', timeStyle: 'short', timeZone },
  }).format(at);

/** Whoever comes second waits for the first, and decides on what that one left. */
async function lockWish(tx: Tx, tenantId: string, id: string): Promise<Stored> {
  const [wish] = await tx
    .select()
    .from(deedApprovals)
    .where(and(eq(deedApprovals.tenantId, tenantId), eq(deedApprovals.id, id)))
    .for('update');
  if (!wish) throw notFound();
  return wish;
}

/**
 * Nobody agrees to what they could not do themselves, by what they hold now and not when the request came in; and
 * there is nothing to agree to where whoever asked could not do it any more.
 */
async function refusalOfRights({ tx, actor, tenant }: Deed, wish: Stored, to: Decision['to']) {
  const name = wish.command as Permission;
  const refused = refusalOf(actor, name, 'fresh-second-factor');
  if (refused) return refused;
  const deciderId = personIdOf(actor);
  if (!deciderId || !(await mayNow(tx, tenant.id, deciderId, name))) return forbidden();
  if (to === 'refused' || (await mayNow(tx, tenant.id, wish.askedBy, name))) return undefined;
  return askerMayNot();
}

async function mayNow(tx: Tx, tenantId: string, personId: string, name: Permission): Promise<boolean> {
  const [person] = await tx
    .select({ status: users.status })
    .from(users)
    .where(and(eq(users.tenantId, tenantId), eq(users.id, personId)));
  if (person?.status !== 'active') return false;
  return permissionsOf(await rolesHeld(tx, tenantId, personId), isView).includes(name);
}

const askerMayNot = () =>
  new Refusal(
    'approval_asker_may_not',
    'Whoever asked for this may not do it any more, so agreeing would open nothing. Refuse it.',
    { status: 409 },
  );
