import { and, asc, eq, gt, gte, inArray, ne, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { users } from '@/db/schema/person';
import { deedApprovals } from '@/db/schema/policy';
import { after } from '../../base/clock';
import { firstIdAt } from '../../base/id';
import { notSignedIn } from '../../base/refusal';
import { query } from '../../command/command';
import { refusalOfProof } from '../../policy/authorise';
import { APPROVAL_LIVES_MS, shownStateOf } from '../../trust/decision/approval-state';
import { sampleApproval } from './sample-approval';

/** As many as somebody reads at once; those that run out first stand first, so that none is hidden by newer ones. */
const MOST = 50;

const wish = z.strictObject({
  id: z.uuid(),
  command: z.string(),
  summary: z.record(z.string(), z.string()),
  askedBy: z.string(),
  askedAt: z.date(),
  expiresAt: z.date(),
  state: z.enum(['waiting', 'approved', 'refused', 'done', 'expired']),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
  reason: z.string().nullable(),
});
export type ShownApproval = z.infer<typeof wish>;

/**
 * What waits for a second person: of others, what the asker may decide; and their own, with how it was decided in the
 * last two days.
 */
export const listApprovals = query({
  name: 'approval.list',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({ toDecide: z.array(wish), own: z.array(wish) }),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id, permissions } = actor.principal;
    // Customers see their own with one factor; what others wish to do is shown to staff who have shown two.
    const decides = permissions.includes('approval.approve') && !refusalOfProof(actor, 'second-factor');
    const toDecide = decides
      ? await read(tx, tenant.id, now, [
          // What has been agreed to can be overruled until it is done.
          inArray(deedApprovals.state, ['waiting', 'approved']),
          ne(deedApprovals.askedBy, id),
          inArray(deedApprovals.command, [...permissions]),
          gt(deedApprovals.expiresAt, now),
          madeSince(after(now, -APPROVAL_LIVES_MS)),
        ])
      : [];
    const lately = madeSince(after(now, -2 * APPROVAL_LIVES_MS));
    const own = await read(tx, tenant.id, now, [eq(deedApprovals.askedBy, id), lately]);
    return { toDecide, own: own.reverse() };
  },
  async sample(ground) {
    await sampleApproval(ground);
    return {};
  },
});

/** By the time in their ids, so that nothing older is read: what has run out keeps its state for ever. */
const madeSince = (at: Date) => gte(deedApprovals.id, firstIdAt(at));

async function read(tx: Tx, tenantId: string, now: Date, which: SQL[]): Promise<ShownApproval[]> {
  const rows = await tx
    .select()
    .from(deedApprovals)
    .where(and(eq(deedApprovals.tenantId, tenantId), ...which))
    .orderBy(asc(deedApprovals.id))
    .limit(MOST);
  const names = await namesOf(
    tx,
    tenantId,
    rows.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]),
  );
  return rows.map((row) => ({
    ...{ id: row.id, command: row.command, summary: row.summary, reason: row.reason },
    ...{ askedAt: row.askedAt, expiresAt: row.expiresAt, decidedAt: row.decidedAt },
    askedBy: names.get(row.askedBy) ?? '',
    decidedBy: row.decidedBy && (names.get(row.decidedBy) ?? ''),
    state: shownStateOf(row, now),
  }));
}

async function namesOf(tx: Tx, tenantId: string, ids: readonly (string | null)[]) {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map<string, string>();
  const found = await tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(eq(users.tenantId, tenantId), inArray(users.id, wanted)));
  return new Map(found.map(({ id, name }) => [id, name]));
}
