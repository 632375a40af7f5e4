import { inTenant } from '@/db/client';
import { log } from '../../base/log';
import { Refusal } from '../../base/refusal';
import type { Person } from '../../policy/actor';
import { openIncident } from '../incident/open-incident';
import { tellContacts } from '../incident/tell-contacts';
import type { Asked } from './decide';
import type { Stated } from './policy-set';

/** Versions that were told of already; the incident itself, on every node, stands once. */
const told = new Set<string>();
const MOST_TOLD = 10_000;

/**
 * Refuses for a policy that cannot be read or answered, and tells the tenant's people of it, once for each version. With
 * no policy named it is the reader of policies itself that failed.
 */
export async function refuseForBroken(
  actor: Person,
  asked: Asked,
  broken: readonly Pick<Stated, 'id' | 'version'>[],
): Promise<Refusal> {
  const all = broken.length > 0 ? broken : [{ id: 'all', version: actor.policyEpoch }];
  for (const { id, version } of all) {
    const key = `${actor.tenant.id}:${id}:${version}`;
    if (told.has(key)) continue;
    if (told.size >= MOST_TOLD) told.clear();
    told.add(key);
    try {
      await tell(actor, asked, { id, version });
    } catch (error) {
      // The answer is no whether or not anybody could be told; whoever asks next tries to tell again.
      told.delete(key);
      log().error({ err: error, policy: id, version }, 'nobody could be told of a broken policy');
    }
  }
  return policyBroken();
}

async function tell(
  { tenant, request }: Person,
  { name }: Asked,
  { id, version }: { id: string; version: number },
) {
  log().error({ tenant: tenant.id, policy: id, version, command: name }, 'a policy could not be read');
  await inTenant(tenant.id, async (tx) => {
    const incident = await openIncident(tx, tenant, request.at, {
      kind: 'broken-policy',
      severity: 'critical',
      about: `policy:${id}:${version}`,
      facts: { policy: id, version, command: name },
    });
    if (!incident.isNew) return;
    await tellContacts(tx, tenant, request.at, {
      event: 'policy.broken',
      template: 'policyBroken',
      values: { what: name },
      incidentId: incident.id,
    });
  });
}

/** A policy could not be read or answered. */
export const policyBroken = () =>
  new Refusal(
    'policy_broken',
    'A policy of your organisation could not be read, so this is not open to anybody. Its owners have been told.',
    { status: 503 },
  );
