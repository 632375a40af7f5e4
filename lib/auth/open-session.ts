import { randomBytes } from 'node:crypto';
import { and, eq, gt, isNull } from 'drizzle-orm';
import { inTenant, type Tx } from '@/db/client';
import { devices, knownDevices, sessions, signIns } from '@/db/schema/auth';
import { users } from '@/db/schema/person';
import { after, MINUTE_MS, SECOND_MS } from '../base/clock';
import { newId } from '../base/id';
import { fingerprint } from '../base/seal';
import type { RequestFacts } from '../policy/actor';
import type { Tenant } from '../policy/tenant';

const TICKET_LIVES_MS = 60 * SECOND_MS;
const SIGN_IN_LIVES_MS = 5 * MINUTE_MS;

type Opening = {
  tx: Tx;
  tenant: Tenant;
  request: RequestFacts;
  personId: string;
  methods: readonly string[];
};

/** Opens a session at the assurance that its methods reach: two factors are AAL2 (NIST SP 800-63B). Gives its id. */
export async function openSession({ tx, tenant, request, personId, methods }: Opening): Promise<string> {
  const { at } = request;
  const id = newId(at);
  const strong = methods.length > 1;
  const expiresAt = after(at, tenant.settings.sessionAbsoluteMs);
  const deviceId = await rememberDevice(tx, tenant, request, personId);
  await tx.insert(sessions).values({
    tenantId: tenant.id,
    id,
    personId,
    deviceId,
    ip: request.ip,
    userAgent: request.userAgent.slice(0, 400),
    assurance: strong ? 2 : 1,
    methods: [...methods],
    provedAt: strong ? at : null,
    createdAt: at,
    lastSeenAt: at,
    idleExpiresAt: after(at, tenant.settings.sessionIdleMs),
    expiresAt,
  });
  await tx
    .update(users)
    .set({ lastSeenAt: at })
    .where(and(eq(users.tenantId, tenant.id), eq(users.id, personId)));
  return id;
}

/** Notes that this person has signed in from this browser; its budget of failed proofs is its own from now on. */
async function rememberDevice(
  tx: Tx,
  tenant: Tenant,
  request: RequestFacts,
  personId: string,
): Promise<string | null> {
  const { deviceId, at, userAgent } = request;
  if (!deviceId) return null;
  await tx
    .insert(devices)
    .values({
      tenantId: tenant.id,
      id: deviceId,
      userAgent: userAgent.slice(0, 400),
      firstSeenAt: at,
      lastSeenAt: at,
    })
    .onConflictDoUpdate({ target: [devices.tenantId, devices.id], set: { lastSeenAt: at } });
  await tx
    .insert(knownDevices)
    .values({ tenantId: tenant.id, personId, deviceId, firstUsedAt: at, lastUsedAt: at })
    .onConflictDoUpdate({
      target: [knownDevices.tenantId, knownDevices.personId, knownDevices.deviceId],
      set: { lastUsedAt: at },
    });
  return deviceId;
}

/** What ties a sign-in to the browser that began it: its device cookie, which the middleware gives to each at its first visit. */
const browserOf = (request: RequestFacts) => fingerprint(request.deviceId ?? '', 'browser');

/** Begins a sign-in whose password was right and whose second factor is to come. Gives its id, for the browser's cookie. */
export async function beginSignIn({ tx, tenant, request, personId, methods }: Opening): Promise<string> {
  const id = newId(request.at);
  await tx.insert(signIns).values({
    tenantId: tenant.id,
    id,
    personId,
    deviceId: request.deviceId,
    methods: [...methods],
    browserFingerprint: browserOf(request),
    createdAt: request.at,
    expiresAt: after(request.at, SIGN_IN_LIVES_MS),
  });
  return id;
}

/** The sign-in that this browser began and has not ended, locked; undefined for a late, used or foreign one. */
export async function lockSignIn(tx: Tx, tenant: Tenant, request: RequestFacts, id: string) {
  const [found] = await tx
    .select()
    .from(signIns)
    .where(
      and(
        eq(signIns.tenantId, tenant.id),
        eq(signIns.id, id),
        isNull(signIns.sessionId),
        gt(signIns.expiresAt, request.at),
      ),
    )
    .for('update');
  return found?.browserFingerprint.equals(browserOf(request)) ? found : undefined;
}

/**
 * Makes the ticket that the cookie is minted for: one use, 60 s, and only in the browser that asked.
 * Gives its secret text, of which a fingerprint stays.
 */
export async function issueTicket(
  { tx, tenant, request, personId, methods }: Opening,
  sessionId: string,
  signInId?: string,
): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  const ticket = {
    sessionId,
    ticketFingerprint: fingerprint(secret, 'ticket'),
    ticketExpiresAt: after(request.at, TICKET_LIVES_MS),
  };
  const id = signInId ?? (await beginSignIn({ tx, tenant, request, personId, methods }));
  await tx
    .update(signIns)
    .set(ticket)
    .where(and(eq(signIns.tenantId, tenant.id), eq(signIns.id, id)));
  return `${id}.${secret}`;
}

export type CookieClaims = { sid: string; personId: string; assurance: number };

/** Takes a ticket for what the cookie may say. Gives undefined for one that is late, used, wrong, or another browser's. */
export async function redeemTicket(
  tenant: Tenant,
  request: RequestFacts,
  ticket: string,
): Promise<CookieClaims | undefined> {
  const [id = '', secret = ''] = ticket.split('.');
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
  return inTenant(tenant.id, async (tx) => {
    const [taken] = await tx
      .update(signIns)
      .set({ ticketUsedAt: request.at })
      .where(
        and(
          eq(signIns.tenantId, tenant.id),
          eq(signIns.id, id),
          eq(signIns.ticketFingerprint, fingerprint(secret, 'ticket')),
          eq(signIns.browserFingerprint, browserOf(request)),
          isNull(signIns.ticketUsedAt),
          gt(signIns.ticketExpiresAt, request.at),
        ),
      )
      .returning({ sessionId: signIns.sessionId });
    if (!taken?.sessionId) return undefined;
    const [session] = await tx
      .select({ sid: sessions.id, personId: sessions.personId, assurance: sessions.assurance })
      .from(sessions)
      .where(
        and(eq(sessions.tenantId, tenant.id), eq(sessions.id, taken.sessionId), isNull(sessions.revokedAt)),
      );
    return session;
  });
}
