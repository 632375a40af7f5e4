import { and, desc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { recoveryCodes, sessions, totpFactors } from '@/db/schema/auth';
import { notSignedIn } from '../base/refusal';
import { query } from '../command/command';

/** One's own second factors, and how many recovery codes are left. */
export const ownFactors = query({
  name: 'auth.factors',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({
    factors: z.array(z.strictObject({ id: z.uuid(), name: z.string(), confirmedAt: z.date() })),
    recoveryCodesLeft: z.number().int(),
  }),
  async run({ tx, actor, tenant }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const factors = await tx
      .select({
        id: totpFactors.id,
        name: totpFactors.name,
        confirmedAt: sql<Date>`${totpFactors.confirmedAt}`.mapWith(totpFactors.confirmedAt),
      })
      .from(totpFactors)
      .where(
        and(
          eq(totpFactors.tenantId, tenant.id),
          eq(totpFactors.personId, personId),
          isNotNull(totpFactors.confirmedAt),
        ),
      )
      .orderBy(totpFactors.id);
    const recoveryCodesLeft = await tx.$count(
      recoveryCodes,
      and(
        eq(recoveryCodes.tenantId, tenant.id),
        eq(recoveryCodes.personId, personId),
        isNull(recoveryCodes.usedAt),
      ),
    );
    return { factors, recoveryCodesLeft };
  },
  sample: async () => ({}),
});

const SHOWN = 50;

/** Where one is signed in. */
export const ownSessions = query({
  name: 'auth.sessions',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({
    sessions: z.array(
      z.strictObject({
        id: z.uuid(),
        current: z.boolean(),
        ip: z.string().nullable(),
        userAgent: z.string(),
        assurance: z.number().int(),
        createdAt: z.date(),
        lastSeenAt: z.date(),
      }),
    ),
  }),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const mine = await tx
      .select({
        id: sessions.id,
        ip: sessions.ip,
        userAgent: sessions.userAgent,
        assurance: sessions.assurance,
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
      })
      .from(sessions)
      .where(
        and(
          eq(sessions.tenantId, tenant.id),
          eq(sessions.personId, actor.principal.id),
          isNull(sessions.revokedAt),
          gt(sessions.idleExpiresAt, now),
          gt(sessions.expiresAt, now),
        ),
      )
      .orderBy(desc(sessions.id))
      .limit(SHOWN);
    return { sessions: mine.map((session) => ({ ...session, current: session.id === actor.session.id })) };
  },
  sample: async () => ({}),
});
