import { randomBytes } from 'node:crypto';
import { and, eq, gt, isNull } from 'drizzle-orm';
import { inTenant, type Tx } from '@/db/client';
import { signIns } from '@/db/schema/auth';
import { after, MINUTE_MS, SECOND_MS } from '../base/clock';
import { idText, newId } from '../base/id';
import type { Refusal } from '../base/refusal';
import { fingerprint } from '../base/seal';
import type { RequestFacts } from '../policy/actor';
import { type Assurance, assuranceOf } from '../policy/assurance';
import type { Tenant } from '../policy/tenant';
import type { Judgement } from '../trust/judge';
import { countryOf } from '../trust/place';
import { answerSignIn, judgeSignIn } from './judge-sign-in';
import { tellNewSignIn } from './tell-new-sign-in';

const TICKET_LIVES_MS = 60 * SECOND_MS;
const SIGN_IN_LIVES_MS = 5 * MINUTE_MS;

export type Opening = {
  tx: Tx;
  tenant: Tenant;
  request: RequestFacts;
  personId: string;
  methods: readonly string[];
  /** As it was judged a moment ago, where it was. */
  judged?: Judgement;
  /** Whether staff have seen who this is: then nobody is turned away for looking unlike themselves. */
  isVouched?: boolean;
};

export type Opened = { sessionId: string; ticket: string; assurance: Assurance; refused?: undefined };

/** What ties a sign-in to the browser that began it: its device cookie, which the middleware gives to each at its first visit. */
export const browserOf = (request: RequestFacts) => fingerprint(request.deviceId ?? '', 'browser');

/** A secret that is good for one cookie, and when it ends. */
function newTicket(signInId: string, request: RequestFacts) {
  const secret = randomBytes(32).toString('base64url');
  return {
    ticket: `${signInId}.${secret}`,
    fingerprint: fingerprint(secret, 'ticket'),
    expiresAt: after(request.at, TICKET_LIVES_MS),
  };
}

/**
 * Opens a session at the assurance that its methods reach, notes the browser as one that the person has signed in from,
 * and makes the ticket that the cookie is minted for: one use, 60 s, and only in the browser that asked. It goes with
 * the sign-in that was begun, or one of its own. All in one statement: a crowd that signs in waits for round trips. The
 * person is told where the browser is new, or the country: then, and only then, it costs more. How risky it looks is
 * judged before, and stands in the session; what looks too unlike the person is refused, and the refusal is to be
 * returned, so that what was written of it stays.
 */
export async function openSession(
  opening: Opening,
  signInId?: string,
): Promise<Opened | { refused: Refusal }> {
  const { tx, tenant, request, personId, methods } = opening;
  const { at, deviceId, ip } = request;
  const judged = opening.judged ?? (await judgeSignIn(opening));
  const refused = await answerSignIn(opening, judged);
  if (refused) {
    if (signInId) await endSignIn(tx, tenant, signInId, at);
    return { refused };
  }
  const sessionId = newId(at);
  const assurance = assuranceOf(methods);
  const { ticket, fingerprint: ticketFingerprint, expiresAt } = newTicket(signInId ?? newId(at), request);
  const country = countryOf(ip);
  const { rows } = await tx.$client.query<{ isStrange: boolean }>({
    ...OPEN,
    values: [
      ...[tenant.id, at, deviceId, request.userAgent.slice(0, 400), personId, sessionId, ip],
      ...[assurance, [...methods], assurance > 1 ? at : null, assurance > 1 ? methods.at(-1) : null],
      ...[after(at, tenant.settings.sessionIdleMs), after(at, tenant.settings.sessionAbsoluteMs)],
      ...[
        ticket.split('.')[0],
        browserOf(request),
        ticketFingerprint,
        expiresAt,
        country,
        request.deviceKey ?? null,
      ],
      ...[judged.risk, judged.level, JSON.stringify(judged.reasons), judged.judgedOn],
      JSON.stringify(judged.attempt),
    ],
  });
  if (rows[0]?.isStrange) await tellNewSignIn(tx, tenant, request, personId, country);
  return { sessionId, ticket, assurance };
}

// What stood in the tables before: none of the statement's own rows is seen by its own reads.
const OPEN = {
  name: 'session-open',
  text: `with device as (
      insert into devices (tenant_id, id, user_agent, key_thumbprint, key_since, first_seen_at, last_seen_at)
      select $1::uuid, $3::uuid, $4::text, $19::text, case when $19::text is not null then $2::timestamptz end,
        $2::timestamptz, $2::timestamptz where $3::uuid is not null
      on conflict (tenant_id, id) do update set last_seen_at = excluded.last_seen_at, user_agent = excluded.user_agent,
        key_thumbprint = coalesce(excluded.key_thumbprint, devices.key_thumbprint),
        key_since = case when excluded.key_thumbprint is distinct from devices.key_thumbprint
          then coalesce(excluded.key_since, devices.key_since) else devices.key_since end
    ), known as (
      insert into known_devices (tenant_id, person_id, device_id, places, first_used_at, last_used_at)
      select $1::uuid, $5::uuid, $3::uuid, array_remove(array[$18::text], null), $2::timestamptz, $2::timestamptz
      where $3::uuid is not null
      on conflict (tenant_id, person_id, device_id) do update set last_used_at = excluded.last_used_at,
        places = (array_remove(known_devices.places, $18::text) || excluded.places)
    ), opened as (
      insert into sessions (tenant_id, id, person_id, device_id, ip, country, user_agent, assurance, methods, proved_at,
        proved_by, key_thumbprint, key_proved_at, created_at, last_seen_at, idle_expires_at, expires_at, risk, risk_level,
        risk_reasons, judged_at, judged_on)
      values ($1::uuid, $6::uuid, $5::uuid, $3::uuid, $7::inet, $18::text, $4::text, $8::int, $9::text[],
        $10::timestamptz, $11::text, $19::text, case when $19::text is not null then $2::timestamptz end,
        $2::timestamptz, $2::timestamptz, $12::timestamptz, $13::timestamptz, $20::int, $21::text, $22::jsonb,
        $2::timestamptz, $23::text)
    ), taught as (
      insert into risk_lessons (tenant_id, id, person_id, attempt, at)
      values ($1::uuid, $6::uuid, $5::uuid, $24::jsonb, $2::timestamptz)
    ), seen as (
      update users set last_seen_at = $2::timestamptz where tenant_id = $1::uuid and id = $5::uuid
    )
    insert into sign_ins (tenant_id, id, person_id, device_id, methods, browser_fingerprint, created_at, expires_at,
      session_id, ticket_fingerprint, ticket_expires_at)
    values ($1::uuid, $14::uuid, $5::uuid, $3::uuid, $9::text[], $15::bytea, $2::timestamptz, $17::timestamptz,
      $6::uuid, $16::bytea, $17::timestamptz)
    on conflict (tenant_id, id) do update set session_id = excluded.session_id, methods = excluded.methods,
      ticket_fingerprint = excluded.ticket_fingerprint, ticket_expires_at = excluded.ticket_expires_at
    returning exists (select from sessions s where s.tenant_id = $1::uuid and s.person_id = $5::uuid)
      and (not exists (select from known_devices k
          where k.tenant_id = $1::uuid and k.person_id = $5::uuid and k.device_id = $3::uuid)
        or $18::text is not null and not exists (select from sessions s
          where s.tenant_id = $1::uuid and s.person_id = $5::uuid and s.country = $18::text)) as "isStrange"`,
};

type Beginning = Omit<Opening, 'personId'> & { personId: string | null; livesMs?: number };

/**
 * Begins a sign-in of which something was shown and something is to come. Gives its id, for the browser's cookie.
 * Without a person it goes the same way and leads nowhere.
 */
export async function beginSignIn({
  tx,
  tenant,
  request,
  personId,
  methods,
  livesMs = SIGN_IN_LIVES_MS,
}: Beginning): Promise<string> {
  const id = newId(request.at);
  await tx.insert(signIns).values({
    tenantId: tenant.id,
    id,
    personId,
    deviceId: request.deviceId,
    methods: [...methods],
    browserFingerprint: browserOf(request),
    createdAt: request.at,
    expiresAt: after(request.at, livesMs),
  });
  return id;
}

const isOpen = (tenant: Tenant, request: RequestFacts, id: string) =>
  and(
    eq(signIns.tenantId, tenant.id),
    eq(signIns.id, id),
    isNull(signIns.sessionId),
    gt(signIns.expiresAt, request.at),
  );

/** The sign-in that this browser began and has not ended, locked; undefined for a late, used or foreign one. */
export async function lockSignIn(tx: Tx, tenant: Tenant, request: RequestFacts, id: string) {
  const [found] = await tx
    .select()
    .from(signIns)
    .where(isOpen(tenant, request, id))
    .for('update');
  return found?.browserFingerprint.equals(browserOf(request)) ? found : undefined;
}

/** As `lockSignIn`, to look at it alone, and for an id that may be anything: it comes out of a cookie. */
export async function findSignIn(tx: Tx, tenant: Tenant, request: RequestFacts, id: string) {
  const [found] = await tx
    .select()
    .from(signIns)
    .where(isOpen(tenant, request, idText.safeParse(id).data ?? NOBODYS));
  return found?.browserFingerprint.equals(browserOf(request)) ? found : undefined;
}

/** No id of ours: those carry their time. */
const NOBODYS = '00000000-0000-0000-0000-000000000000';

/** Ends a sign-in that went on elsewhere, or as another one: its browser can do nothing more with it. */
export async function endSignIn(tx: Tx, tenant: Tenant, id: string, now: Date): Promise<void> {
  await tx
    .update(signIns)
    .set({ expiresAt: now })
    .where(and(eq(signIns.tenantId, tenant.id), eq(signIns.id, id), isNull(signIns.sessionId)));
}

/** Makes a ticket for a session that is open already: its cookie is to say how well the person has proved themselves now. */
export async function issueTicket(
  { tx, tenant, request, personId, methods }: Opening,
  sessionId: string,
): Promise<string> {
  const { ticket, ...made } = newTicket(newId(request.at), request);
  await tx.insert(signIns).values({
    tenantId: tenant.id,
    id: ticket.split('.')[0] ?? '',
    personId,
    deviceId: request.deviceId,
    methods: [...methods],
    browserFingerprint: browserOf(request),
    createdAt: request.at,
    expiresAt: made.expiresAt,
    sessionId,
    ticketFingerprint: made.fingerprint,
    ticketExpiresAt: made.expiresAt,
  });
  return ticket;
}

export type CookieClaims = { sid: string; personId: string; assurance: number };

const REDEEM = {
  name: 'ticket-redeem',
  text: `with taken as (
      update sign_ins set ticket_used_at = $2::timestamptz
      where tenant_id = $1::uuid and id = $3::uuid and ticket_fingerprint = $4::bytea and browser_fingerprint = $5::bytea
        and ticket_used_at is null and ticket_expires_at > $2::timestamptz
      returning session_id
    )
    select s.id as sid, s.person_id as "personId", s.assurance from sessions s join taken t on t.session_id = s.id
    where s.tenant_id = $1::uuid and s.revoked_at is null`,
};

/** Takes a ticket for what the cookie may say. Gives undefined for one that is late, used, wrong, or another browser's. */
export async function redeemTicket(
  tenant: Tenant,
  request: RequestFacts,
  ticket: string,
): Promise<CookieClaims | undefined> {
  const [id = '', secret = ''] = ticket.split('.');
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
  return inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<CookieClaims>({
      ...REDEEM,
      values: [tenant.id, request.at, id, fingerprint(secret, 'ticket'), browserOf(request)],
    });
    return rows[0];
  });
}
