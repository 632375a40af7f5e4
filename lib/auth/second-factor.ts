import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { recoveryCodes, totpFactors } from '@/db/schema/auth';
import { Refusal } from '../base/refusal';
import { fingerprint, unseal } from '../base/seal';
import { notifyPerson } from '../notice/notify';
import type { Tenant } from '../policy/tenant';
import { addressOn, contactOf } from './find-contact';
import { METHOD_OF } from './message-channel';
import { spendCodeIn } from './one-time-code';
import { factorsOf, kindsThatCount } from './own-factors';
import type { Claim } from './proof-budget';
import { stepAt, stepOfCode } from './totp';

/** A code as typed: six digits of an authenticator or of a message, or a recovery code; spaces and hyphens do not count. */
export const factorCode = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s-]/g, '').toLowerCase())
  .refine(
    (text) => /^\d{6}$/.test(text) || /^[a-z2-7]{16}$/.test(text),
    'Enter six digits, or a recovery code.',
  );

/** What a code takes a try of: a recovery code has 80 bits, and goes on when guesses have used up the account's budget. */
export const claimOfCode = (claim: Claim, code: string): Claim =>
  code.length === 6 ? claim : { ...claim, unguessable: true };

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

/** Where a code that was sent belongs: to the sign-in or the session that asked for it, or to a new password. */
export type FactorPlace = { signInId: string } | { sessionId: string } | { address: string };

export const purposeAt = (place: FactorPlace) =>
  'signInId' in place ? 'second_factor' : 'sessionId' in place ? 'step_up' : 'reset_password';

export type SpentFactor = {
  method: 'totp' | 'recovery' | 'sms-code' | 'whatsapp-code';
  /** By how many steps the clock of an authenticator was off, where it was. */
  skew?: number;
};

/**
 * Spends a second factor of a person, once: a code of a confirmed authenticator where the tenant takes its kind, one that
 * was sent to their number, or a recovery code. Gives what it was, or undefined. Without a place no code that was sent
 * counts. The factor's row is locked, so that of two tries with one code one wins.
 */
export async function spendFactor(
  tx: Tx,
  tenant: Tenant,
  personId: string,
  code: string,
  { now, place }: { now: Date; place: FactorPlace | undefined },
): Promise<SpentFactor | undefined> {
  if (code.length !== 6) return spendRecoveryCode(tx, tenant, personId, code, now);
  const kinds = kindsThatCount(tenant, await factorsOf(tx, tenant.id, personId));
  const byApp = kinds.includes('totp') ? await spendTotp(tx, tenant, personId, code, now) : undefined;
  return byApp ?? (place && (await spendSentCode(tx, tenant, personId, code, { now, place })));
}

async function spendTotp(
  tx: Tx,
  tenant: Tenant,
  personId: string,
  code: string,
  now: Date,
): Promise<SpentFactor | undefined> {
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
    const skew = step - stepAt(now);
    return { method: 'totp', ...(skew === 0 ? {} : { skew }) };
  }
  return undefined;
}

/** A code that came to the person's number counts while the number is still theirs and in the same SIM. */
async function spendSentCode(
  tx: Tx,
  tenant: Tenant,
  personId: string,
  code: string,
  { now, place }: { now: Date; place: FactorPlace },
): Promise<SpentFactor | undefined> {
  const purpose = purposeAt(place);
  const { answer, address, channel } = await spendCodeIn(tx, tenant, now, { purpose, personId, place, code });
  if (answer !== 'right' || channel === undefined || channel === 'email') return undefined;
  const found = await contactOf(tx, tenant, personId, { deviceId: null, at: now });
  if (!takesSentCodes(tenant) || addressOn(found, channel) !== address) return undefined;
  return { method: METHOD_OF[channel] };
}

/** Whether a tenant takes a code by SMS or WhatsApp as a second factor; one that names a kind takes no other. */
export const takesSentCodes = ({ settings }: Tenant): boolean =>
  settings.signIn.secondFactor.byMessage && settings.signIn.secondFactor.kinds === 'any';

async function spendRecoveryCode(
  tx: Tx,
  tenant: Tenant,
  personId: string,
  code: string,
  now: Date,
): Promise<SpentFactor | undefined> {
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
  return { method: 'recovery' };
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
