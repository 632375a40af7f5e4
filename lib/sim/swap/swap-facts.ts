import type { Tx } from '@/db/client';
import { after, DAY_MS } from '../../base/clock';
import { firstIdAt } from '../../base/id';
import type { Actor } from '../../policy/actor';
import type { Tenant } from '../../policy/tenant';
import { countryOf } from '../../trust/place';
import { IS_NUMBER_NEW } from '../../trust/swap-guard';
import type { Enrolled } from './proofs';
import type { SwapFacts } from './risk';

/** So many requests of an agent tell where they work as a rule. */
const OWN_SHOP_FROM = 3;
const OWN_SHOP_MS = 90 * DAY_MS;

/** Of which number, who holds it, and in which place it is asked for. */
export type Concerned = { numberId: string; holderId: string; unitId: string | null; isOwn: boolean };

type Row = Omit<SwapFacts, 'newPlace' | 'outOfArea'> & {
  seenHere: boolean;
  asked: number;
  askedHere: number;
};

// Each part reads an index by the person or the number. What a report of a telephone without network
// held is no lock of the holder's own, however it ended: only one that its owner took off, or staff did, is.
const FACTS = {
  name: 'swap-facts',
  text: `select
      (select max(at) from trust_signals where tenant_id = $1 and person_id = $2 and kind = 'credential-changed')
        as "credentialChangedAt",
      (select max(at) from trust_signals where tenant_id = $1 and person_id = $2 and kind = 'contact-changed')
        as "contactChangedAt",
      (select max(least(coalesce(lifted_at, until), coalesce(until, lifted_at))) from person_holds
        where tenant_id = $1 and person_id = $2 and kind = 'sim_swap' and (lifted_at is not null or until <= $4)
          and reason not like 'outage:%') as "lockLiftedAt",
      (select max(completed_at) from swap_cases where tenant_id = $1 and number_id = $3
        and state in ('completed', 'remedied')) as "lastSwapAt",
      (select coalesce(activated_at, created_at) from numbers where tenant_id = $1 and id = $3) as "activatedAt",
      (select last_seen_at from users where tenant_id = $1 and id = $2) as "lastSeenAt",
      (select max(at) from network_events where tenant_id = $1 and number_id = $3 and kind = 'imei-changed')
        as "imeiChangedAt",
      coalesce((select kind = 'forwarding-on' from network_events where tenant_id = $1 and number_id = $3
        and kind in ('forwarding-on', 'forwarding-off') order by at desc, id desc limit 1), false) as "forwardsAll",
      (select count(*)::int from swap_proofs where tenant_id = $1 and number_id = $3 and not passed and at > $5)
        as failures,
      exists (select from sessions s where s.tenant_id = $1 and s.person_id = $2 and s.id <> $6
          and (s.ip = $7::inet or s.country = $8))
        or exists (select from known_devices k where k.tenant_id = $1 and k.person_id = $2 and $8 = any(k.places))
        as "seenHere",
      (select count(*)::int from swap_cases where tenant_id = $1 and requested_by = $9 and requested_at > $11
        and id >= $12) as asked,
      (select count(*)::int from swap_cases where tenant_id = $1 and requested_by = $9 and requested_at > $11
        and id >= $12 and unit_id is not distinct from $10) as "askedHere"`,
};

const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Gathers in one statement what is known of a number, its holder and whoever asks. */
export async function readSwapFacts(
  tx: Tx,
  actor: Actor,
  now: Date,
  { numberId, holderId, unitId, isOwn }: Concerned,
): Promise<SwapFacts> {
  const { tenant, request } = actor;
  const [askerId, sessionId] =
    actor.kind === 'person' ? [actor.principal.id, actor.session.id] : [NOWHERE, NOWHERE];
  const { rows } = await tx.$client.query<Row>({
    ...FACTS,
    values: [
      ...[tenant.id, holderId, numberId, now, after(now, -tenant.settings.swap.failuresCountMs)],
      ...[sessionId, request.ip, countryOf(request.ip), askerId, unitId],
      ...[after(now, -OWN_SHOP_MS), firstIdAt(after(now, -OWN_SHOP_MS))],
    ],
  });
  const [row] = rows;
  if (!row) throw new Error('What is known of a swap was not read.');
  const { seenHere, asked, askedHere, ...facts } = row;
  return {
    ...facts,
    newPlace: isOwn && !seenHere,
    outOfArea: !isOwn && asked >= OWN_SHOP_FROM && askedHere === 0,
  };
}

const ENROLLED = {
  name: 'swap-enrolled',
  text: `select
      exists (select from pins where tenant_id = $1 and person_id = $2 and tries_left > 0) as "hasPin",
      exists (select from passkeys where tenant_id = $1 and person_id = $2) as "hasPasskey",
      exists (select from totp_factors where tenant_id = $1 and person_id = $2 and confirmed_at is not null) as "hasTotp",
      exists (select from users where tenant_id = $1 and id = $2 and email_verified_at is not null) as "hasEmail",
      exists (select from person_holds where tenant_id = $1 and person_id = $2 and lifted_at is null
        and (until is null or until > $3) and kind in ('credentials', 'messages', 'second_factor')) as "messagesHeld",
      ${IS_NUMBER_NEW('$2', '$3')} as "simChanged"`,
};

/** What a holder has enrolled when a swap is asked for. A card that is itself new to the number confirms nothing. */
export async function readEnrolled(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { holderId, oldSimLives }: { holderId: string; oldSimLives: boolean },
): Promise<Enrolled> {
  const { rows } = await tx.$client.query<Omit<Enrolled, 'oldSimLives'> & { simChanged: boolean }>({
    ...ENROLLED,
    values: [tenant.id, holderId, now],
  });
  const [row] = rows;
  if (!row) throw new Error('What a holder has enrolled was not read.');
  const { simChanged, ...enrolled } = row;
  return { ...enrolled, oldSimLives: oldSimLives && !simChanged };
}

/** Whether a factor, a PIN or an address came in after a case was asked for: such a one proves nothing in it. */
export async function cameLater(
  tx: Tx,
  tenantId: string,
  personId: string,
  what: 'passkey' | 'totp' | 'pin' | 'email',
  since: Date,
): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: `swap-later-${what}`,
    text: LATER[what],
    values: [tenantId, personId, since],
  });
  return rowCount !== 0;
}

const LATER = {
  passkey: 'select from passkeys where tenant_id = $1 and person_id = $2 and created_at > $3 limit 1',
  totp: 'select from totp_factors where tenant_id = $1 and person_id = $2 and confirmed_at > $3 limit 1',
  pin: 'select from pins where tenant_id = $1 and person_id = $2 and changed_at > $3 limit 1',
  email: 'select from users where tenant_id = $1 and id = $2 and email_verified_at > $3 limit 1',
};

/** The kinds of changes that were noted of a person since a case was asked for. */
export async function changedSince(
  tx: Tx,
  tenantId: string,
  personId: string,
  since: Date,
): Promise<('credential-changed' | 'contact-changed')[]> {
  const { rows } = await tx.$client.query<{ kind: 'credential-changed' | 'contact-changed' }>({
    name: 'swap-changed-since',
    text: `select distinct kind from trust_signals where tenant_id = $1 and person_id = $2 and at > $3
             and kind in ('credential-changed', 'contact-changed') order by kind`,
    values: [tenantId, personId, since],
  });
  return rows.map(({ kind }) => kind);
}
