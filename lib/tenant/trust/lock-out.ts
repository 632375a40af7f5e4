import type { Tx } from '@/db/client';
import { Refusal } from '../../base/refusal';
import type { Actor } from '../../policy/actor';
import type { Tenant } from '../../policy/tenant';
import { isTrustedAs } from '../../policy/trust-level';
import { demandsOf, refusalOfDemands } from '../../trust/decision/demands';
import { standingOf } from '../../trust/decision/standing';

/** By these a change is seen and taken back. */
const THIS_PAGE = ['tenant.trust.show', 'tenant.trust.update'] as const;

/**
 * Decides whether a change would lock out whoever makes it, as their session stands, or leave no owner who could come
 * into the administrators' zone. Gives the refusal, or undefined.
 */
export async function refusalOfLockOut(tx: Tx, actor: Actor, after: Tenant): Promise<Refusal | undefined> {
  if (actor.kind === 'person') {
    const standing = standingOf({ ...actor, tenant: after }, 'command');
    const { sessionIdleMs } = after.settings;
    const isOut = THIS_PAGE.some((name) =>
      refusalOfDemands(standing, demandsOf(after, name), { name, sessionIdleMs }),
    );
    if (isOut) return ownSessionOut();
  }
  return (await someOwnerMeets(tx, after)) ? undefined : allOwnersOut();
}

const OWNER_WHO_MEETS = {
  name: 'trust-owner-who-meets',
  text: `with owners as (
      select u.id from memberships m
        join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id and r.key = 'owner'
        join users u on u.tenant_id = m.tenant_id and u.id = m.person_id and u.status = 'active'
      where m.tenant_id = $1
    ), trusted as (
      select k.person_id, d.key_thumbprint is not null as signs from known_devices k
        join devices d on d.tenant_id = k.tenant_id and d.id = k.device_id
      where k.tenant_id = $1 and k.trust = 'trusted' and k.person_id in (select id from owners)
    )
    select exists (select from owners o where
      (not $2 or exists (select from totp_factors f
          where f.tenant_id = $1 and f.person_id = o.id and f.confirmed_at is not null)
        or exists (select from passkeys p where p.tenant_id = $1 and p.person_id = o.id))
      and (not $3 or exists (select from trusted t where t.person_id = o.id and t.signs)
        or exists (select from passkeys p where p.tenant_id = $1 and p.person_id = o.id and not p.backup_eligible))
      and (not $4 or exists (select from trusted t where t.person_id = o.id))
    ) as found`,
};

/** Whether an owner has enrolled what the administrators' zone would demand of them: factors, and a device. */
async function someOwnerMeets(tx: Tx, after: Tenant): Promise<boolean> {
  const { leastTrust, secondFactor, trustedDevice } = demandsOf(after, 'tenant.dashboard');
  const needsFactor = secondFactor !== 'off' || isTrustedAs(leastTrust, 'high');
  const needsBinding = leastTrust === 'verified';
  const { rows } = await tx.$client.query<{ found: boolean }>({
    ...OWNER_WHO_MEETS,
    values: [after.id, needsFactor, needsBinding, trustedDevice],
  });
  return rows[0]?.found ?? false;
}

const ownSessionOut = () =>
  new Refusal(
    'trust_locks_you_out',
    'This session would not meet what you are about to demand, so you could not change it back. Meet it first, or demand less.',
    { status: 409 },
  );

const allOwnersOut = () =>
  new Refusal(
    'trust_locks_owners_out',
    'No owner has enrolled what you are about to demand of administrators. Let one set it up first, or demand less.',
    { status: 409 },
  );
