import { inTenantReadOnly } from '@/db/client';
import type { Person, RequestFacts } from '../policy/actor';
import { assuranceOf } from '../policy/assurance';
import type { Permission } from '../policy/permissions';
import { permissionsOf, type Role } from '../policy/roles';
import type { Tenant } from '../policy/tenant';
import { isView } from '../policy/views';
import { stands } from '../trust/hold';

// 1. Who calls is a person, never the system: the door asks of them what it asks of anybody.
// 2. The network vouches for the number, which alone protects and asks; the PIN, shown in this very turn, lets see.
// 3. Whatever roles somebody has, a telephone opens what stands here and nothing more.

/** What the number alone may do: refuse, report, lock, and show or change the PIN by the PIN. */
const BY_NUMBER: readonly Permission[] = [
  'auth.pin.change',
  'auth.pin.prove',
  'auth.question.answer',
  'auth.questions',
  'auth.secure',
  'auth.swaps.lock',
  'person.profile.update',
  'sim.swap.answer',
  'wallet.pending.answer',
];

/** What it may do besides when the PIN was right. */
const BY_PIN: readonly Permission[] = ['wallet.movements', 'wallet.show', 'wallet.withdrawal-code.make'];

type Row = {
  id: string;
  name: string;
  email: string | null;
  mobile: string | null;
  locale: string | null;
  unit_id: string | null;
  joined_at: Date;
  password: boolean;
  totp: boolean;
  passkey: boolean;
  secured: boolean;
  held: string[] | null;
  swapped_at: Date | null;
  policy_epoch: string | null;
  roles: Role[] | null;
};

// A number that this tenant carries speaks for its holder, and only while it is active; one of another network for
// whoever has confirmed it here.
const READ = {
  name: 'line-caller',
  text: `with caller as (
      select coalesce(
        (select holder_id from numbers where tenant_id = $1 and msisdn = $2 and state = 'active'),
        (select id from users where tenant_id = $1 and mobile = $2 and mobile_verified_at is not null
          and not exists (select from numbers where tenant_id = $1 and msisdn = $2))) as id
    )
    select u.id, u.name, u.email, u.mobile, u.locale, u.unit_id, u.created_at as joined_at,
      exists (select from passwords p where p.tenant_id = $1 and p.person_id = u.id) as password,
      exists (select from totp_factors f where f.tenant_id = $1 and f.person_id = u.id and f.confirmed_at is not null) as totp,
      exists (select from passkeys k where k.tenant_id = $1 and k.person_id = u.id) as passkey,
      exists (select from person_holds h where h.tenant_id = $1 and h.person_id = u.id and h.kind in ('credentials', 'second_factor')
        and ${stands('h', '$3')}) as secured,
      (select array_agg(h.kind) from person_holds h
        where h.tenant_id = $1 and h.person_id = u.id and ${stands('h', '$3')}) as held,
      (select g.swapped_at from swap_guards g where g.tenant_id = $1 and g.person_id = u.id) as swapped_at,
      (select e.epoch from policy_epochs e where e.tenant_id = $1) as policy_epoch,
      (select jsonb_agg(jsonb_build_object('key', r.key, 'access', r.access, 'permissions', r.permissions))
        from memberships m join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
        where m.tenant_id = $1 and m.person_id = u.id) as roles
    from users u join caller c on c.id = u.id
    where u.tenant_id = $1 and u.status = 'active'`,
};

/** Where a call comes from: the number, the channel, and what it is a part of. */
export type Line = { msisdn: string; channel: 'ussd' | 'sms'; exchangeId: string };

/** A caller, and the same one for the deed that a right PIN was typed for. */
export type Caller = { person: Person; proved: Person };

/**
 * Gives the person that a number speaks for, as an actor whose session is this exchange and nothing else: it stands in
 * no table, has no cookie, and has shown no factor. Undefined for a number that is unknown or not confirmed.
 */
export async function callerOn(
  tenant: Tenant,
  request: RequestFacts,
  { msisdn, channel, exchangeId }: Line,
): Promise<Caller | undefined> {
  const row = await inTenantReadOnly(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<Row>({ ...READ, values: [tenant.id, msisdn, request.at] });
    return rows[0];
  });
  if (!row) return undefined;
  const {
    id,
    name,
    email,
    mobile,
    locale,
    unit_id: unitId,
    joined_at: joinedAt,
    secured,
    totp,
    passkey,
  } = row;
  const roles = row.roles ?? [];
  const permissions = permissionsOf(roles, isView);
  const only = (some: readonly Permission[]) => permissions.filter((permission) => some.includes(permission));
  const person: Person = {
    kind: 'person',
    tenant,
    request: { ...request, line: { msisdn, channel } },
    principal: {
      ...{ id, tenant: tenant.id, name, email, mobile, locale, unitId, joinedAt, secured },
      // What has to be set up first is set up in the portal: a telephone is told that the account is secured.
      awaitsFactor: false,
      held: row.held ?? [],
      swappedAt: row.swapped_at,
      verified: true,
      methods: (['password', 'totp', 'passkey'] as const).filter((method) => row[method]),
      mfaEnabled: totp || passkey,
      enrolled: { totp, passkey },
      roles: roles.map(({ key }) => key).sort(),
      permissions: only(BY_NUMBER),
    },
    session: {
      id: exchangeId,
      ...{ assurance: 1, methods: [], provedAt: null, provedBy: null },
      ...{ createdAt: request.at, ip: null, country: null, boundKey: null, keyProvedAt: null },
      // No browser and no address of theirs: what the network vouches for is judged by its own signals.
      ...{ deviceTrust: 'unknown', risk: 0, riskLevel: 'low', judgedAt: null, judgedOn: null },
    },
    policyEpoch: Number(row.policy_epoch ?? 0),
  };
  const methods = ['pin'];
  return {
    person,
    proved: {
      ...person,
      principal: { ...person.principal, permissions: only([...BY_NUMBER, ...BY_PIN]) },
      // It is one factor: whatever the network says of the number, no telephone reaches more than AAL1.
      session: { ...person.session, methods, assurance: assuranceOf(methods) },
    },
  };
}
