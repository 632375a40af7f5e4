import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { recoveryCodes } from '@/db/schema/auth';
import { notSignedIn } from '../base/refusal';
import { query } from '../command/command';

type Factor = { id: string; kind: 'totp' | 'passkey'; name: string; confirmedAt: Date };

/** One's own second factors, and how many recovery codes are left. */
export const ownFactors = query({
  name: 'auth.factors',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({
    factors: z.array(
      z.strictObject({
        id: z.uuid(),
        kind: z.enum(['totp', 'passkey']),
        name: z.string(),
        confirmedAt: z.date(),
      }),
    ),
    recoveryCodesLeft: z.number().int(),
  }),
  async run({ tx, actor, tenant }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const { rows: factors } = await tx.$client.query<Factor>({
      name: 'factors-own',
      text: `select id, 'totp' as kind, name, confirmed_at as "confirmedAt" from totp_factors
          where tenant_id = $1 and person_id = $2 and confirmed_at is not null
        union all
        select id, 'passkey', name, created_at from passkeys where tenant_id = $1 and person_id = $2
        order by id`,
      values: [tenant.id, personId],
    });
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
