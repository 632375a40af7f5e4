import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Tx } from '@/db/client';
import { outboxMessages } from '@/db/schema/notice';
import { swapNotices } from '@/db/schema/swap';
import { maskAddress } from '../../base/mask';
import type { Tenant } from '../../policy/tenant';
import { placeOf } from './open-swap';
import { judgeProofs, waysThatCount } from './proofs';
import { passedProofs } from './stored-swap';
import { type StoredSwap, stateOf } from './swap';
import type { ownSwap } from './view';

type Common = Omit<z.infer<typeof ownSwap>, 'msisdn' | 'newCard' | 'isOwnRequest' | 'codesTo' | 'guard'>;

/** What everybody who may see a case sees of it, with the state of now. */
export async function commonOf(tx: Tx, tenant: Tenant, one: StoredSwap, now: Date): Promise<Common> {
  const passed = await passedProofs(tx, one);
  const counting = waysThatCount(one);
  const given = passed.map(({ kind }) => kind);
  const standing = judgeProofs(counting, given);
  const ways = [...new Set([...one.ways, ...given])];
  const { id, number, reason, channel, requestedAt, expiresAt, readyAt, completedAt, endedAt, remediedAt } =
    one;
  const { coolingReasons, reviewReasons, refusal, disputedAt, disputedBy, oldSimCounts } = one;
  return {
    ...{ id, number, reason, channel, requestedAt, expiresAt, readyAt, completedAt, endedAt, remediedAt },
    ...{ coolingReasons, reviewReasons, refusal, disputedAt, disputedBy, oldSimCounts },
    state: stateOf(one, now),
    shop: one.unitId && (await placeOf(tx, tenant.id, one, tenant.name)),
    proofs: ways.map((way) => {
      const met = passed.find(({ kind }) => kind === way);
      const counts = way === 'document' || counting.includes(way);
      return { way, state: counts ? (met ? 'met' : 'open') : 'closed', at: met?.at ?? null };
    }),
    isProved: standing.enough,
    wanted: standing.enough ? [] : standing.wanted,
    notices: await noticesOf(tx, one),
  };
}

async function noticesOf(tx: Tx, { tenantId, id }: StoredSwap): Promise<Common['notices']> {
  const rows = await tx
    .select({
      channel: outboxMessages.channel,
      address: outboxMessages.address,
      state: outboxMessages.state,
      at: outboxMessages.createdAt,
    })
    .from(swapNotices)
    .innerJoin(
      outboxMessages,
      and(eq(outboxMessages.tenantId, swapNotices.tenantId), eq(outboxMessages.id, swapNotices.messageId)),
    )
    .where(and(eq(swapNotices.tenantId, tenantId), eq(swapNotices.caseId, id)))
    .orderBy(outboxMessages.id);
  return rows.flatMap(({ channel, address, ...rest }) =>
    channel === 'none' ? [] : [{ channel, address: maskAddress(address), ...rest }],
  );
}
