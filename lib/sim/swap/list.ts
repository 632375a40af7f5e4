import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '@/db/schema/person';
import { SWAP_STATES, swapCases } from '@/db/schema/swap';
import { idText } from '../../base/id';
import { maskMsisdn, maskName } from '../../base/mask';
import type { Msisdn } from '../../base/msisdn';
import { notSignedIn } from '../../base/refusal';
import { type Deed, query } from '../../command/command';
import { sampleSwap } from './sample-swap';
import { OPEN_STATES, type SwapState, stateOf } from './swap';
import { type SwapRow, swapRow } from './view';

const PAGE = 25;
const page = z.strictObject({ swaps: z.array(swapRow), next: z.uuid().nullable() });

type Filter = { states: readonly SwapState[] | undefined; before: string | undefined; requestedBy?: string };

async function readPage({ tx, tenant, now }: Deed, { states, before, requestedBy }: Filter) {
  const rows = await tx
    .select({ one: swapCases, name: users.name })
    .from(swapCases)
    .innerJoin(users, and(eq(users.tenantId, swapCases.tenantId), eq(users.id, swapCases.requestedBy)))
    .where(
      and(
        eq(swapCases.tenantId, tenant.id),
        states && inArray(swapCases.state, [...states]),
        requestedBy ? eq(swapCases.requestedBy, requestedBy) : undefined,
        before ? lt(swapCases.id, before) : undefined,
      ),
    )
    .orderBy(desc(swapCases.id))
    .limit(PAGE + 1);
  const swaps = rows.slice(0, PAGE).map(({ one, name }): SwapRow => {
    const { id, number, reason, channel, requestedAt, risk, riskLevel, readyAt, expiresAt } = one;
    return {
      ...{ id, number, reason, channel, requestedAt, risk, riskLevel, readyAt, expiresAt },
      state: stateOf(one, now),
      msisdn: maskMsisdn(one.msisdn as Msisdn),
      requestedBy: one.channel === 'portal' ? maskName(name) : name,
    };
  });
  return { swaps, next: rows.length > PAGE ? (swaps.at(-1)?.id ?? null) : null };
}

/** The swaps of a tenant: those that are open, or those in one state, the newest first. */
export const listSwaps = query({
  name: 'sim.swap.list',
  proof: 'second-factor',
  input: z.strictObject({ state: z.enum(SWAP_STATES).optional(), before: idText.optional() }),
  output: page,
  run: (deed, { state, before }) => readPage(deed, { states: state ? [state] : OPEN_STATES, before }),
  async sample(ground) {
    await sampleSwap(ground, 'review');
    return {};
  },
});

/** The swaps that an agent has asked for, the newest first. */
export const listMySwaps = query({
  name: 'sim.swap.list-mine',
  proof: 'second-factor',
  input: z.strictObject({ before: idText.optional() }),
  output: page,
  run(deed, { before }) {
    if (deed.actor.kind !== 'person') throw notSignedIn();
    return readPage(deed, { states: undefined, before, requestedBy: deed.actor.principal.id });
  },
  async sample(ground) {
    await sampleSwap(ground, 'proving', { requestedBy: ground.actorId });
    return {};
  },
});
