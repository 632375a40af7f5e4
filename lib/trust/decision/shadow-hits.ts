import { createHash } from 'node:crypto';
import { inTenant } from '@/db/client';
import { MINUTE_MS, SECOND_MS } from '../../base/clock';
import { log } from '../../base/log';
import type { Person } from '../../policy/actor';
import type { Permission } from '../../policy/permissions';
import type { Answer } from './policy-set';

/** What a policy in shadow would have answered. */
type Hit = {
  policyId: string;
  version: number;
  personId: string;
  command: Permission;
  answer: Exclude<Answer, 'allow'>;
  at: Date;
};

const GATHER_MS = SECOND_MS;
/** More than this is not gathered: what a policy would have done is a sample then, and the deeds go on. */
const MOST_GATHERED = 5_000;

// By tenant, and there by the hit's id: the same person, policy, command and minute is one hit, on every node.
const gathered = new Map<string, Map<string, Hit>>();
let count = 0;
let timer: NodeJS.Timeout | undefined;

/** Notes what a policy in shadow would have answered. It is written soon, outside the deed's transaction. */
export function noteShadowHit(actor: Person, hit: Omit<Hit, 'personId' | 'at'>): void {
  if (count >= MOST_GATHERED) return;
  const whole: Hit = { ...hit, personId: actor.principal.id, at: actor.request.at };
  const ofTenant = gathered.get(actor.tenant.id) ?? new Map<string, Hit>();
  gathered.set(actor.tenant.id, ofTenant);
  const id = idOf(whole);
  if (ofTenant.has(id)) return;
  ofTenant.set(id, whole);
  count += 1;
  timer ??= setTimeout(() => void writeShadowHits(), GATHER_MS).unref();
}

/** Writes what was gathered. What cannot be written is lost and said so: it holds nobody up. */
export async function writeShadowHits(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const all = [...gathered];
  gathered.clear();
  count = 0;
  for (const [tenantId, hits] of all) {
    try {
      await write(tenantId, hits);
    } catch (error) {
      log().warn(
        { err: error, tenant: tenantId, hits: hits.size },
        'what policies in shadow saw was not written',
      );
    }
  }
}

const write = (tenantId: string, hits: ReadonlyMap<string, Hit>) =>
  inTenant(tenantId, (tx) => {
    const rows = [...hits].map(([id, { policyId, version, personId, command, answer, at }]) => ({
      ...{ id, version, command, answer, at },
      ...{ policy_id: policyId, person_id: personId },
    }));
    return tx.$client.query({
      name: 'shadow-hits-write',
      text: `insert into policy_shadow_hits (tenant_id, id, policy_id, version, person_id, command, answer, at)
        select $1::uuid, h.id, h.policy_id, h.version, h.person_id, h.command, h.answer, h.at
        from jsonb_to_recordset($2::jsonb) as h(id uuid, policy_id uuid, version int, person_id uuid, command text,
          answer text, at timestamptz)
        join policies p on p.tenant_id = $1::uuid and p.id = h.policy_id
        on conflict do nothing`,
      values: [tenantId, JSON.stringify(rows)],
    });
  });

/** A UUIDv7 (RFC 9562) of the minute whose other bits follow from what was hit, so that two nodes write one row. */
function idOf({ policyId, version, personId, command, at }: Hit): string {
  const minute = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
  const time = minute.toString(16).padStart(12, '0');
  const hash = createHash('sha256').update([policyId, version, personId, command].join()).digest('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}
