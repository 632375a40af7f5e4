import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { sims } from '@/db/schema/sim';
import { SWAP_STATES, swapCases } from '@/db/schema/swap';
import type { Iccid } from '../../base/iccid';
import { idText } from '../../base/id';
import { maskAddress, maskIccid } from '../../base/mask';
import { type Msisdn, spellMsisdn } from '../../base/msisdn';
import { notFound, notSignedIn } from '../../base/refusal';
import { query } from '../../command/command';
import { guardOf } from '../../trust/swap-guard';
import { waysThatCount } from './proofs';
import { isRead } from './release';
import { sampleSwap } from './sample-swap';
import { commonOf } from './shown-swap';
import { findSwap } from './stored-swap';
import { type StoredSwap, stateOf } from './swap';
import { type OwnSwap, ownSwap } from './view';

const PAGE = 25;

/** A swap of one's own number: what is asked, what it still wants, and when it would take effect. */
export const showOwnSwap = query({
  name: 'sim.swap.show-own',
  proof: 'session',
  input: z.strictObject({ swapId: idText }),
  output: ownSwap,
  async run({ tx, actor, tenant, now }, { swapId }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const one = await findSwap(tx, tenant.id, swapId);
    if (one.holderId !== actor.principal.id) throw notFound();
    const guard = await guardOf(tx, tenant.id, one.holderId);
    return {
      ...(await commonOf(tx, tenant, one, now)),
      msisdn: spellMsisdn(one.msisdn as Msisdn),
      newCard: await newCardOf(tx, one),
      isOwnRequest: one.channel === 'portal',
      codesTo: await codesTo(tx, one, now),
      guard:
        guard && guard.swapId === one.id
          ? {
              moneyFrozenUntil: guard.moneyFrozenUntil,
              moneyCappedUntil: guard.moneyCappedUntil,
              messagesOffUntil: guard.messagesOffUntil,
              awaitsOwnRelease: isRead(one, now) && one.releasedAt === null,
            }
          : null,
    };
  },
  async sample(ground) {
    const { id: swapId } = await sampleSwap(ground, 'proving', { holderId: ground.actorId });
    return { swapId };
  },
});

async function newCardOf(tx: Tx, { tenantId, newSimId }: StoredSwap): Promise<string> {
  const [card] = await tx
    .select({ iccid: sims.iccid })
    .from(sims)
    .where(and(eq(sims.tenantId, tenantId), eq(sims.id, newSimId)));
  return card ? maskIccid(card.iccid as Iccid) : '';
}

async function codesTo(tx: Tx, one: StoredSwap, now: Date): Promise<OwnSwap['codesTo']> {
  if (stateOf(one, now) !== 'proving') return [];
  const ways = waysThatCount(one);
  const { rows } = await tx.$client.query<{ email: string }>({
    name: 'swap-own-email',
    text: `select email from users where tenant_id = $1 and id = $2 and email_verified_at <= $3`,
    values: [one.tenantId, one.holderId, one.requestedAt],
  });
  const email = rows[0]?.email;
  return [
    ...(ways.includes('old-sim-code') ? [{ to: 'old-sim' as const, address: maskAddress(one.msisdn) }] : []),
    ...(ways.includes('email-code') && email ? [{ to: 'email' as const, address: maskAddress(email) }] : []),
  ];
}

/** The swaps of one's own numbers, the newest first. */
export const listOwnSwaps = query({
  name: 'sim.swap.list-own',
  proof: 'session',
  input: z.strictObject({ before: idText.optional() }),
  output: z.strictObject({
    swaps: z.array(
      z.strictObject({
        id: z.uuid(),
        number: z.string(),
        msisdn: z.string(),
        state: z.enum(SWAP_STATES),
        requestedAt: z.date(),
        readyAt: z.date().nullable(),
        completedAt: z.date().nullable(),
      }),
    ),
    next: z.uuid().nullable(),
  }),
  async run({ tx, actor, tenant, now }, { before }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const rows = await tx
      .select()
      .from(swapCases)
      .where(
        and(
          eq(swapCases.tenantId, tenant.id),
          eq(swapCases.holderId, actor.principal.id),
          before ? lt(swapCases.id, before) : undefined,
        ),
      )
      .orderBy(desc(swapCases.id))
      .limit(PAGE + 1);
    const swaps = rows.slice(0, PAGE).map((one) => {
      const { id, number, requestedAt, readyAt, completedAt } = one;
      return {
        ...{ id, number, requestedAt, readyAt, completedAt },
        msisdn: spellMsisdn(one.msisdn as Msisdn),
        state: stateOf(one, now),
      };
    });
    return { swaps, next: rows.length > PAGE ? (swaps.at(-1)?.id ?? null) : null };
  },
  async sample(ground) {
    await sampleSwap(ground, 'proving', { holderId: ground.actorId });
    return {};
  },
});
