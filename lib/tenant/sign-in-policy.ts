import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../base/clock';
import { sentenceOfIssue } from '../command/field-problem';
import { demandOf } from '../policy/second-factor-policy';
import {
  FACTOR_KINDS,
  factorDemand,
  givenSignInSettings,
  type SignInSettings,
} from '../policy/sign-in-settings';
import type { Tenant, TenantSettings } from '../policy/tenant';

export const WAYS = ['password', 'passkey', 'magicLink', 'emailCode', 'smsCode', 'whatsappCode'] as const;

/** The part of a tenant's settings that says how its people sign in. */
export type SignInPolicy = Pick<
  TenantSettings,
  'signIn' | 'sessionIdleMs' | 'sessionAbsoluteMs' | 'freshProofMs'
>;

export const policyOf = ({
  signIn,
  sessionIdleMs,
  sessionAbsoluteMs,
  freshProofMs,
}: TenantSettings): SignInPolicy => ({
  ...{ signIn, sessionIdleMs, sessionAbsoluteMs, freshProofMs },
});

const isTicked = z.literal('on').optional();
const between = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
/** Several boxes of one name come as a list, and one as itself. */
const several = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((given) => (typeof given === 'string' ? [given] : (given ?? [])), z.array(item).max(200));
/** Words of a text, one a line. */
const lines = z
  .string()
  .max(40_000)
  .default('')
  .transform((text) =>
    text
      .split(/[\r\n,]+/)
      .map((line) => line.trim())
      .filter(Boolean),
  );

/** A policy as the form says it. */
export const givenPolicy = z.strictObject({
  /** The state that was changed: what somebody else has changed meanwhile is not overwritten. */
  version: z.union([z.literal('none'), z.iso.datetime()]),
  /** That the consequences were read. */
  agreed: isTicked,
  ways: several(z.enum(WAYS)),
  /** `role:demand` for each role that is named. */
  demands: several(z.string().regex(/^[^:\s]{1,64}:(off|optional|required)$/)).default([]),
  otherwise: factorDemand,
  kinds: z.enum(FACTOR_KINDS),
  byMessage: isTicked,
  graceDays: between(0, 30),
  freshBy: z.enum(['second-factor', 'device-passkey']),
  deviceBound: isTicked,
  aaguids: lines,
  minLength: between(15, 64),
  minLengthBeside: between(8, 64),
  history: between(0, 24),
  blocklist: lines,
  messageMinutes: between(1, 10),
  linkMinutes: between(2, 15),
  idleMinutes: between(1, 60),
  absoluteHours: between(1, 24),
  freshMinutes: between(1, 15),
});
export type GivenPolicy = z.infer<typeof givenPolicy>;

/** Makes a policy of what the form says, and of the moment from which its demand counts. */
export function policyOfForm(given: GivenPolicy, since: string | undefined): SignInPolicy {
  const { secondFactor, ...signIn } = {
    ways: Object.fromEntries(WAYS.map((way) => [way, given.ways.includes(way)])),
    password: {
      ...{ minLength: given.minLength, minLengthBeside: given.minLengthBeside },
      ...{ history: given.history, blocklist: given.blocklist },
    },
    passkey: { deviceBound: given.deviceBound === 'on', aaguids: given.aaguids },
    codeLivesMs: given.messageMinutes * MINUTE_MS,
    linkLivesMs: given.linkMinutes * MINUTE_MS,
    secondFactor: {
      ofRole: Object.fromEntries(given.demands.map((one) => one.split(':'))),
      ...{ otherwise: given.otherwise, kinds: given.kinds, freshBy: given.freshBy },
      byMessage: given.byMessage === 'on',
      graceMs: given.graceDays * DAY_MS,
      ...(since && { since }),
    },
  };
  return {
    signIn: givenSignInSettings.parse({ ...signIn, secondFactor }, { error: sentenceOfIssue }),
    sessionIdleMs: given.idleMinutes * MINUTE_MS,
    sessionAbsoluteMs: given.absoluteHours * HOUR_MS,
    freshProofMs: given.freshMinutes * MINUTE_MS,
  };
}

/** The roles of whom a second factor is required. */
export const demandedRoles = (tenant: Tenant, roles: readonly string[]): string[] =>
  roles.filter((role) => demandOf(tenant, [role]) === 'required');

/** Whether a change asks a factor of somebody of whom it was not asked: then their time to enrol begins with it. */
export function asksMore(before: Tenant, after: Tenant, roles: readonly string[]): boolean {
  const asked = new Set(demandedRoles(before, roles));
  const kinds = (signIn: SignInSettings) => signIn.secondFactor.kinds;
  return (
    demandedRoles(after, roles).some((role) => !asked.has(role)) ||
    kinds(before.settings.signIn) !== kinds(after.settings.signIn)
  );
}
