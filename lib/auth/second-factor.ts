import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { recoveryCodes, totpFactors } from '@/db/schema/auth';
import { Refusal } from '../base/refusal';
import { fingerprint, unseal } from '../base/seal';
import { notifyPerson } from '../notice/notify';
import { countingKinds } from '../policy/second-factor-policy';
import type { Tenant } from '../policy/tenant';
import { enrolledIn, factorsOf } from './own-factors';
import { stepOfCode } from './totp';

/** A code as typed: six digits of an authenticator, or a recovery code; spaces and hyphens do not count. */
export const factorCode = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s-]/g, '').toLowerCase())
  .refine(
    (text) => /^\d{6}$/.test(text) || /^[a-z2-7]{16}$/.test(text),
    'Enter the six digits of your app, or a recovery code.',
  );

export const factorRefused = () =>
  new Refusal(
    'factor_refused',
    'This code is not right, was used before, or there were too many tries. Wait for the next one.',
    {
      status: 401,
      field: 'code',
    },
  );

export const totpPlace = (tenantId: string, factorId: string) => `totp:${tenantId}:${factorId}`;

/**
 * Spends a second factor of a person: a code of a confirmed authenticator, once, or a recovery code, once.
 * Gives the method, or undefined; an authenticator counts where the tenant takes its kind. The factor's row is locked, so that of two tries with one code one wins.
 */
export async function spendFactor(
  tx: Tx,
  tenant: Tenant,
  personId: string,
  code: string,
  now: Date,
): Promise<'totp' | 'recovery' | undefined> {
  if (code.length !== 6) return spendRecoveryCode(tx, tenant, personId, code, now);
  const kinds = countingKinds(tenant, enrolledIn(tenant, await factorsOf(tx, tenant.id, personId)));
  return kinds.includes('totp') ? spendTotp(tx, tenant, personId, code, now) : undefined;
}

async function spendTotp(tx: Tx, tenant: Tenant, personId: string, code: string, now: Date) {
  const factors = await tx
    .select()
    .from(totpFactors)
    .where(
      and(
        eq(totpFactors.tenantId, tenant.id),
        eq(totpFactors.personId, personId),
        isNotNull(totpFactors.confirmedAt),
      ),
    )
    .orderBy(totpFactors.id)
    .for('update');
  for (const factor of factors) {
    const secret = unseal(factor.secret, 'totp', totpPlace(tenant.id, factor.id));
    const step = stepOfCode(secret, code, now, factor.lastStep);
    if (step === undefined) continue;
    await tx
      .update(totpFactors)
      .set({ lastStep: step })
      .where(and(eq(totpFactors.tenantId, tenant.id), eq(totpFactors.id, factor.id)));
    return 'totp' as const;
  }
  return undefined;
}

async function spendRecoveryCode(tx: Tx, tenant: Tenant, personId: string, code: string, now: Date) {
  const spent = await tx
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(
      and(
        eq(recoveryCodes.tenantId, tenant.id),
        eq(recoveryCodes.personId, personId),
        eq(recoveryCodes.codeFingerprint, recoveryFingerprint(personId, code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ usedAt: recoveryCodes.usedAt });
  if (spent.length === 0) return undefined;
  await tellCodeUsed(tx, tenant, personId, now);
  return 'recovery' as const;
}

/** A code that is kept for a loss was used: its owner is told how many are left, and warned when they run out. */
async function tellCodeUsed(tx: Tx, tenant: Tenant, personId: string, now: Date): Promise<void> {
  const left = await tx.$count(
    recoveryCodes,
    and(
      eq(recoveryCodes.tenantId, tenant.id),
      eq(recoveryCodes.personId, personId),
      isNull(recoveryCodes.usedAt),
    ),
  );
  const template = left < FEW_CODES ? 'recoveryCodesRunOut' : 'recoveryCodeUsed';
  await notifyPerson(tx, tenant, now, personId, { template, values: { left: String(left) } });
}

/** With fewer left their owner is told to make new ones. */
export const FEW_CODES = 3;

export const recoveryFingerprint = (personId: string, code: string) =>
  fingerprint(`${personId}:${code}`, 'recovery-code');
