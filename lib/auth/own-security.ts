import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { recoveryCodes, totpFactors } from '@/db/schema/auth';
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
