import { randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { recoveryCodes } from '@/db/schema/auth';
import { notSignedIn } from '../base/refusal';
import { command } from '../command/command';
import type { Tenant } from '../policy/tenant';
import { recordSignal } from '../trust/signal';
import { recoveryFingerprint } from './second-factor';

const HOW_MANY = 10;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 16;

/** Ends a person's codes. Those whose last factor is given up with a factor have nothing left that the codes protect. */
export async function dropRecoveryCodes(tx: Tx, tenantId: string, personId: string): Promise<void> {
  await tx
    .delete(recoveryCodes)
    .where(and(eq(recoveryCodes.tenantId, tenantId), eq(recoveryCodes.personId, personId)));
}

/** Makes ten codes of 80 bits for a person and ends the older ones. Gives them as `abcd-efgh-ijkl-mnop`; fingerprints stay. */
export async function makeRecoveryCodes(
  tx: Tx,
  tenant: Tenant,
  personId: string,
  now: Date,
): Promise<string[]> {
  await dropRecoveryCodes(tx, tenant.id, personId);
  const codes = Array.from({ length: HOW_MANY }, () =>
    Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % 32]).join(''),
  );
  await tx.insert(recoveryCodes).values(
    codes.map((code) => ({
      tenantId: tenant.id,
      personId,
      codeFingerprint: recoveryFingerprint(personId, code),
      createdAt: now,
    })),
  );
  return codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'));
}

/** Makes new recovery codes; those from before are good no more. */
export const renewRecoveryCodes = command({
  name: 'auth.recovery-codes.make',
  proof: 'fresh-second-factor',
  input: z.strictObject({}),
  output: z.strictObject({ recoveryCodes: z.array(z.string()) }),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const codes = await makeRecoveryCodes(tx, tenant, actor.principal.id, now);
    await recordSignal(tx, tenant.id, actor.principal.id, 'credential-changed', now);
    return {
      output: { recoveryCodes: codes },
      evidence: { subject: `person:${actor.principal.id}`, severity: 'notice' },
    };
  },
  sample: async () => ({}),
});
