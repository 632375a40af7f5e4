import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../base/clock';
import { channelSettings } from './channel-settings';
import { moneySettings } from './money-settings';
import { givenSignInSettings, signInSettings } from './sign-in-settings';
import { swapSettings } from './swap-settings';
import { givenTrustSettings, trustSettings } from './trust-settings';

/** What a tenant may set, with the defaults of the field; each within bounds that keep the product safe. */
export const tenantSettings = z.object({
  sessionIdleMs: z
    .number()
    .int()
    .min(MINUTE_MS)
    .max(HOUR_MS)
    .default(30 * MINUTE_MS),
  sessionAbsoluteMs: z
    .number()
    .int()
    .min(5 * MINUTE_MS)
    .max(24 * HOUR_MS)
    .default(12 * HOUR_MS),
  freshProofMs: z
    .number()
    .int()
    .min(MINUTE_MS)
    .max(15 * MINUTE_MS)
    .default(5 * MINUTE_MS),
  signUp: z.enum(['open', 'closed']).default('open'),
  /** MCC and MNC of the tenant's network, together: an IMSI must begin with one of them. */
  networks: z.array(z.string().regex(/^\d{5,6}$/)).default([]),
  /** How many numbers one document may hold at a time (RURA 2019: three for a national ID, one for a passport). */
  numbersPerDocument: z
    .strictObject({ national_id: z.number().int().min(1).max(20), passport: z.number().int().min(1).max(20) })
    .default({ national_id: 3, passport: 1 }),
  /** How long a retired number rests before somebody else may have it. */
  numberRestsMs: z
    .number()
    .int()
    .min(0)
    .max(365 * DAY_MS)
    .default(90 * DAY_MS),
  /** What customers dial for the menu. */
  ussdCode: z
    .string()
    .regex(/^\*\d{1,6}(?:\*\d{1,6}){0,2}#$/)
    .default('*123#'),
  /** How long an account that two members of staff give back waits, so that its owner can object. */
  recoveryWaitMs: z
    .number()
    .int()
    .min(DAY_MS)
    .max(14 * DAY_MS)
    .default(DAY_MS),
  money: moneySettings.prefault({}),
  signIn: signInSettings.prefault({}),
  channels: channelSettings.prefault({}),
  trust: trustSettings.prefault({}),
  swap: swapSettings.prefault({}),
  accent: z
    .string()
    .regex(/^[a-z]+$/)
    .optional(),
});
export type TenantSettings = z.infer<typeof tenantSettings>;

/** Settings as a command takes them: a name that is misspelt is refused. What is stored may hold a newer node's as well. */
export const givenSettings = tenantSettings
  .extend({
    money: moneySettings.strict().prefault({}),
    signIn: givenSignInSettings.prefault({}),
    channels: channelSettings.strict().prefault({}),
    trust: givenTrustSettings.prefault({}),
    swap: swapSettings.strict().prefault({}),
  })
  .partial()
  .strict();

export type Tenant = {
  id: string;
  slug: string;
  name: string;
  kind: 'telecom' | 'organisation';
  /** ISO 3166-1 alpha-2, the default country of a number typed without one. */
  country: string;
  currency: string;
  timeZone: string;
  locale: string;
  settings: TenantSettings;
};
