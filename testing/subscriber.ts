import { and, eq } from 'drizzle-orm';
import { inTenant } from '@/db/client';
import { numbers, sims } from '@/db/schema/sim';
import { after, DAY_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import type { Person } from '@/lib/policy/actor';
import { sampleLine } from '@/lib/sim/life/sample-line';
import { sampleSim } from '@/lib/sim/stock/sample-sim';
import { type Ground, later, NOON } from './ground';

type Subscriber = Awaited<ReturnType<typeof aSubscriber>>;

/** A customer who holds a number in use, with the card that carries it. */
export async function aSubscriber(ground: Ground) {
  const { tenant } = ground;
  const holder = await ground.person(['user'], { name: 'Jean Mugabo' });
  const line = await inTenant(tenant.id, async (tx) => {
    const made = await sampleLine({ tx, tenant, now: NOON, actorId: '' }, { holderId: holder.principal.id });
    await tx.$client.query(
      'update users set mobile = $3, mobile_verified_at = $4 where tenant_id = $1 and id = $2',
      [...[tenant.id, holder.principal.id, made.msisdn, NOON]],
    );
    return made;
  });
  return { holder, ...line };
}

/** A case in which a number is about to move to a new card, as it stands in the tables. */
export async function aSwap(
  ground: Ground,
  { numberId, simId, msisdn, holderId }: Subscriber,
  over: Record<string, unknown> = {},
) {
  const { tenant } = ground;
  return inTenant(tenant.id, async (tx) => {
    const { id: newSimId } = await sampleSim({ tx, tenant, now: NOON });
    const agent = newId(NOON);
    const id = newId(NOON);
    await tx.$client.query(
      `update sims set state = case when id = $2 then 'reserved' else 'pending_swap' end
      where tenant_id = $1 and id in ($2, $3)`,
      [tenant.id, newSimId, simId],
    );
    const row = {
      ...{
        tenant_id: tenant.id,
        id,
        number: `S-${id.slice(-9)}`,
        number_id: numberId,
        msisdn,
        holder_id: holderId,
      },
      ...{
        old_sim_id: simId,
        old_sim_state: 'active',
        new_sim_id: newSimId,
        reason: 'lost',
        channel: 'shop',
      },
      ...{
        requested_by: agent,
        requested_at: NOON,
        state: 'proving',
        expires_at: after(NOON, DAY_MS),
        ways: ['document'],
      },
      ...{
        old_sim_counts: true,
        review_reasons: [],
        risk: 0,
        risk_level: 'low',
        contributions: '[]',
        cooling_reasons: [],
      },
      ...over,
    };
    const names = Object.keys(row);
    await tx.$client.query(
      `insert into swap_cases (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
      Object.values(row),
    );
    return { id, newSimId };
  });
}

export async function statesOf({ tenant }: Ground, { numberId, simId }: { numberId: string; simId: string }) {
  return inTenant(tenant.id, async (tx) => {
    const [sim] = await tx
      .select()
      .from(sims)
      .where(and(eq(sims.tenantId, tenant.id), eq(sims.id, simId)));
    const [number] = await tx
      .select()
      .from(numbers)
      .where(and(eq(numbers.tenantId, tenant.id), eq(numbers.id, numberId)));
    return [sim?.state, number?.state];
  });
}

/** How many rows a card's or a number's timeline has, and how often a deed was done. */
export async function traces(
  { tenant }: Ground,
  { numberId, simId }: { numberId: string; simId: string },
  command: string,
) {
  return inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<{ events: number; deeds: number }>(
      `select (select count(*)::int from sim_events where tenant_id = $1 and (number_id = $2 or sim_id = $3)) as events,
         (select count(*)::int from audit_events where tenant_id = $1 and command = $4 and outcome = 'done') as deeds`,
      [tenant.id, numberId, simId, command],
    );
    return rows[0];
  });
}

/** The same person, who has just shown their second factor again. */
export const fresh = (actor: Person, when: Date): Person => {
  const moved = later(actor, when);
  return { ...moved, session: { ...moved.session, provedAt: when } };
};
