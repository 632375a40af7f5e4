import { z } from 'zod';
import { assuranceOf, type Method } from '../policy/assurance';
import { methodOf } from '../policy/passkey-policy';
import type { Tenant } from '../policy/tenant';
import { type Factors, kindsThatCount, passkeysThatCount } from './own-factors';

/** What has to be reached: any second factor, a passkey that is bound to its device, or a recovery code alone. */
export const WANTS = ['second-factor', 'device-passkey', 'recovery-code'] as const;
export type Want = (typeof WANTS)[number];

/** One way to prove a second factor, the best first; a code that is sent goes to the masked address. */
export const factorWay = z.strictObject({
  way: z.enum(['passkey', 'totp', 'sms', 'whatsapp', 'recovery']),
  address: z.string().optional(),
});
export type FactorWay = z.infer<typeof factorWay>;

/** What everybody is offered of whom nothing may be told. */
export const UNTOLD: readonly FactorWay[] = [{ way: 'totp' }, { way: 'recovery' }];

/** The ways that somebody has, that count with the tenant, and that reach what is wanted after what was shown already. */
export function waysOf(
  tenant: Tenant,
  factors: Factors,
  { shown, want }: { shown: readonly string[]; want: Want },
): FactorWay[] {
  const reaches = (method: Method) => {
    if (want === 'device-passkey') return method === want;
    if (want === 'recovery-code') return method === 'recovery';
    return assuranceOf([...shown, method]) >= 2;
  };
  const ways: FactorWay[] = [];
  if (passkeysThatCount(tenant, factors).some((passkey) => reaches(methodOf(passkey))))
    ways.push({ way: 'passkey' });
  if (kindsThatCount(tenant, factors).includes('totp') && reaches('totp')) ways.push({ way: 'totp' });
  if (factors.recoveryCodes > 0 && reaches('recovery')) ways.push({ way: 'recovery' });
  return ways;
}
