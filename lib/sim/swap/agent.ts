import type { Tx } from '@/db/client';
import { appendEvent } from '../../audit/append';
import { after, DAY_MS, HOUR_MS } from '../../base/clock';
import { firstIdAt } from '../../base/id';
import { Refusal } from '../../base/refusal';
import type { System } from '../../policy/actor';
import type { SwapSettings } from '../../policy/swap-settings';
import type { Tenant } from '../../policy/tenant';
import { placeHold } from '../../trust/hold';
import { openIncident } from '../../trust/incident/open-incident';
import { tellOfIncident } from '../../trust/incident/tell-of-incident';
import { isSuspect } from './integrity';
import { queueSwap } from './stored-swap';
import type { StoredSwap } from './swap';

// Ids are made of the moment, so that a span of time is a range of the index, however long an agent has worked here.

/** How much one agent has asked for. */
type Pace = { inHour: number; inDay: number };

const PACE = {
  name: 'swap-agent-pace',
  text: `select count(*) filter (where requested_at > $3)::int as "inHour", count(*)::int as "inDay"
         from swap_cases where tenant_id = $1 and requested_by = $2 and requested_at > $4 and id >= $5`,
};

/** How many requests of an agent stand within the last hour and day. Their row is locked, so that two at once are two. */
export async function paceOf(tx: Tx, tenant: Tenant, now: Date, agentId: string): Promise<Pace> {
  const dayAgo = after(now, -DAY_MS);
  await tx.$client.query({
    name: 'swap-agent-lock',
    text: 'select from users where tenant_id = $1 and id = $2 for no key update',
    values: [tenant.id, agentId],
  });
  const { rows } = await tx.$client.query<Pace>({
    ...PACE,
    values: [tenant.id, agentId, after(now, -HOUR_MS), dayAgo, firstIdAt(dayAgo)],
  });
  return rows[0] ?? { inHour: 0, inDay: 0 };
}

/** Whether one request more is more than an agent may make. */
export const isTooFast = ({ inHour, inDay }: Pace, { agentPerHour, agentPerDay }: SwapSettings): boolean =>
  inHour >= agentPerHour || inDay >= agentPerDay;

type Suspending = { agentId: string; because: 'velocity' | 'disputes'; facts: Record<string, unknown> };

/**
 * Suspends an agent at the counter, opens an incident, and sends their open cases to people. It takes nothing from a
 * customer: what they have proved stays proved.
 */
export async function suspendAgent(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { agentId, because, facts }: Suspending,
): Promise<void> {
  await placeHold(tx, tenant.id, now, {
    ...{ personId: agentId, kind: 'counter', reason: `swap ${because}`, placedBy: null },
  });
  const [kind, severity] = ['swap-agent', 'critical'] as const;
  const { id: incidentId, isNew } = await openIncident(tx, tenant, now, {
    ...{ kind, severity, about: `person:${agentId}`, personId: agentId, facts: { because, ...facts } },
  });
  if (isNew)
    await tellOfIncident(tx, tenant, now, { incidentId, kind, severity, personId: agentId, by: null });
  await sendToReview(tx, tenant, now, { agentId, incidentId });
}

type Moved = Pick<StoredSwap, 'id' | 'state' | 'readyAt' | 'expiresAt' | 'tenantId'> & {
  was: StoredSwap['state'];
};

/** What is still proved by its customer goes to review once it is proved; what waits already goes back. */
async function sendToReview(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { agentId, incidentId }: { agentId: string; incidentId: string },
): Promise<void> {
  const { rows } = await tx.$client.query<Moved>({
    name: 'swap-agent-review',
    text: `update swap_cases set
        review_reasons = case when 'agent-suspended' = any(review_reasons) then review_reasons
          else review_reasons || 'agent-suspended'::text end,
        state = case when state = 'cooling' then 'review' else state end,
        reviewed_by = case when state = 'cooling' then null else reviewed_by end,
        reviewed_at = case when state = 'cooling' then null else reviewed_at end,
        ready_at = case when state = 'cooling' then null else ready_at end,
        expires_at = case when state = 'cooling' then $3::timestamptz else expires_at end
      from (select id as of_case, state as was from swap_cases where tenant_id = $1 and requested_by = $2
        and state in ('proving', 'review', 'cooling') order by id for update) before
      where tenant_id = $1 and id = before.of_case
      returning id, state, was, tenant_id as "tenantId", ready_at as "readyAt", expires_at as "expiresAt"`,
    values: [tenant.id, agentId, after(now, tenant.settings.swap.reviewMs)],
  });
  const request = { at: now, id: incidentId, ip: null, userAgent: 'ngao', deviceId: null };
  const itself: System = { kind: 'system', tenant, name: 'swap-integrity', request };
  for (const one of rows) {
    await queueSwap(tx, one);
    if (one.was === one.state) continue;
    const change = { state: [one.was, one.state], because: 'agent-suspended' };
    await appendEvent(tx, itself, 'incident.act', 'done', {
      subject: `swap:${one.id}`,
      severity: 'warning',
      change,
    });
  }
}

const DISPUTES = {
  name: 'swap-agent-disputes',
  text: `select count(*)::int as "all",
      count(*) filter (where disputed_at is not null or remedied_at is not null)::int as disputed
    from swap_cases where tenant_id = $1 and requested_by = $2 and requested_at > $3 and id >= $4`,
};
const DISPUTES_COUNT_MS = 90 * DAY_MS;

/** Looks at an agent when a case of theirs is disputed, or was a fraud, and suspends them where it is one too many. */
export async function watchAgent(tx: Tx, tenant: Tenant, now: Date, one: StoredSwap): Promise<void> {
  if (one.channel === 'portal') return;
  const since = after(now, -DISPUTES_COUNT_MS);
  const { rows } = await tx.$client.query<{ all: number; disputed: number }>({
    ...DISPUTES,
    values: [tenant.id, one.requestedBy, since, firstIdAt(since)],
  });
  const [seen] = rows;
  if (seen && isSuspect({ requested: seen.all, disputed: seen.disputed }, tenant.settings.swap))
    await suspendAgent(tx, tenant, now, { agentId: one.requestedBy, because: 'disputes', facts: seen });
}

export const tooFast = () =>
  new Refusal(
    'swap_agent_too_fast',
    'You have asked for more swaps than one person does in this time. Your work at the counter is suspended until somebody has looked.',
    { status: 403 },
  );
