import { inTenant } from '@/db/client';
import { beginPasskey } from '@/lib/auth/passkey/begin-enrolment';
import { enrolPasskey } from '@/lib/auth/passkey/enrol';
import { relyingPartyOf } from '@/lib/auth/passkey/relying-party';
import {
  assertionOf,
  type Conduct,
  newSoftPasskey,
  registrationOf,
  type SoftPasskey,
} from '@/lib/auth/passkey/sample-authenticator';
import { perform } from '@/lib/command/perform';
import type { Actor, Person } from '@/lib/policy/actor';
import { type Tenant, tenantSettings } from '@/lib/policy/tenant';
import type { Ground } from './ground';

/** What a challenge was handed out with. */
type Begun = { options: { challenge: string } };
type Kind = { aaguid?: string; backupEligible?: boolean };

const conductFor = ({ tenant, request }: Actor): Conduct => {
  const { id: rpId, origin } = relyingPartyOf(tenant, request);
  return { rpId, origin };
};

/** A passkey made in software, answering the challenge that somebody's browser was handed. */
export const registered = (
  actor: Actor,
  { options }: Begun,
  passkey: SoftPasskey,
  over: Partial<Conduct> = {},
): string => registrationOf(passkey, options.challenge, { ...conductFor(actor), ...over });

/** As `registered`, for a passkey that is known already; it has been used once before unless it says otherwise. */
export const asserted = (
  actor: Actor,
  { options }: Begun,
  passkey: SoftPasskey,
  over: Partial<Conduct> = {},
): string => assertionOf(passkey, options.challenge, { ...conductFor(actor), counter: 1, ...over });

/** Adds a passkey to somebody who is signed in, as their browser would. Gives its private half and what was answered. */
export async function addPasskey(person: Person, kind: Kind = {}) {
  const passkey = newSoftPasskey(kind);
  const begun = await perform(beginPasskey, person, {});
  const answer = await perform(enrolPasskey, person, { response: registered(person, begun, passkey) });
  return { passkey, ...answer };
}

/** The same actor under other settings of sign-in: as the tenant's next request is made. */
export function under<A extends Actor>(actor: A, signIn: Record<string, unknown>): A {
  const tenant: Tenant = { ...actor.tenant, settings: tenantSettings.parse({ signIn }) };
  return { ...actor, tenant };
}

/** What the audit log holds last of a deed. */
export async function lastEvent({ tenant }: Ground, command: string) {
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query<{ outcome: string; severity: string; subject: string; change: Record<string, unknown> }>(
      `select outcome, severity, subject, change from audit_events where tenant_id = $1 and command = $2
       order by id desc limit 1`,
      [tenant.id, command],
    ),
  );
  return rows[0];
}

/** What is kept of somebody's passkeys, in the order in which they were added. */
export async function storedPasskeys({ tenant }: Ground, personId: string) {
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query<{ id: string; name: string; counter: string; aaguid: string; backedUp: boolean }>(
      `select id, name, counter, aaguid, backed_up as "backedUp" from passkeys
       where tenant_id = $1 and person_id = $2 order by id`,
      [tenant.id, personId],
    ),
  );
  return rows;
}
